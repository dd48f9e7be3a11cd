import { describe, expect, it } from 'vitest';
import { validateConfiguration } from '#config/validate-configuration.ts';
import { filesOf } from './configuration-text.ts';

const OWN = `id: own
title: A statement of two parts
claims:
  - id: own.servers
    section: "1"
    summary: Of the servers.
    locator: servers
    severity: high
    part: servers
    attest: { every: P1Y, owner: legal }
  - id: own.cloud
    section: "1"
    summary: Of the cloud.
    locator: cloud
    severity: high
    part: cloud
    attest: { every: P1Y, owner: legal }
  - id: own.both
    section: "1"
    summary: Of both.
    locator: both
    severity: high
    attest: { every: P1Y, owner: legal }
`;
const ID = 'aaaaaaaa-0000-4000-8000-00000000000a';
const OTHER = 'bbbbbbbb-0000-4000-8000-00000000000b';

function validate(entry: string, own = OWN) {
  return validateConfiguration({
    file: 'etc/posture.yaml',
    environment: {},
    checks: [],
    asOf: '2026-11-21T12:00:00.000Z',
    files: filesOf({
      'etc/posture.yaml': `azure: {}\ndocuments:\n  - file: own.yaml\n${entry}`,
      'etc/own.yaml': own,
    }),
  });
}

function bound(entry: string) {
  const { problems, configuration } = validate(entry);
  expect(problems).toEqual([]);
  return configuration?.documents[0];
}

const messages = (entry: string, own?: string): readonly string[] =>
  validate(entry, own).problems.map(({ file, line, message }) => `${file}:${line} ${message}`);

describe('15: parts of a statement', () => {
  it('15: a part without subscriptions lies in those of the scope, and shares its exclusions', () => {
    const document = bound(
      `    scope: { subscriptions: [${ID}], resourceGroups: [rg-a], tags: { a: b }, exclude: { tags: { posture: ignore } } }
    parts:
      servers: { resourceGroups: ["rg-se-*"], exclude: { resourceTypes: [a.b/c] } }
      cloud: { subscriptions: [${OTHER}] }
`,
    );

    expect(document?.scope?.resourceGroups).toEqual(['rg-a']);
    expect(document?.parts).toEqual({
      servers: {
        subscriptions: [ID],
        resourceGroups: ['rg-se-*'],
        exclude: { resourceIds: [], resourceTypes: ['a.b/c'], tags: { posture: 'ignore' } },
      },
      cloud: {
        subscriptions: [OTHER],
        exclude: { resourceIds: [], resourceTypes: [], tags: { posture: 'ignore' } },
      },
    });
  });

  it('15: without a scope of its own a statement is its parts, and not everything that can be seen', () => {
    const document = bound(
      `    parts: { servers: { subscriptions: [${ID}] }, cloud: { subscriptions: [${OTHER}] } }\n`,
    );

    expect(document?.scope).toBeNull();
  });

  it('15: a part that a claim speaks of and that is not bound is an error that names both places', () => {
    expect(messages(`    parts: { servers: {} }\n`)).toEqual([
      'etc/own.yaml:16 claims[1].part: own.cloud speaks of the part "cloud", which documents[0] of etc/posture.yaml does not bind; expected one of servers, or parts.cloud in etc/posture.yaml',
    ]);
    expect(
      messages(
        `    parts: { servers: {}, cloud: {} }\n`,
        OWN.replace('part: servers', 'part: sevrers'),
      ),
    ).toEqual([
      expect.stringContaining('documents[0].parts.servers: no claim of own speaks of a part'),
      expect.stringMatching(/^etc\/own\.yaml:9 .*"sevrers".*did you mean "servers"\?$/u),
    ]);
  });

  it('15: a part that no claim speaks of is an error', () => {
    expect(messages(`    parts: { servers: {}, clod: {} }\n`)[0]).toBe(
      'etc/posture.yaml:4 documents[0].parts.clod: no claim of own speaks of a part "clod"; expected one of servers, cloud; did you mean "cloud"?',
    );
    const whole = OWN.replace(/ {4}part: .*\n/gu, '');
    expect(messages(`    parts: { servers: {} }\n`, whole)[0]).toContain(
      'expected no parts: no claim of own speaks of one',
    );
  });

  it('15: what is wrong inside a part has its place', () => {
    expect(
      messages(`    parts:\n      servers: { subscriptions: [x] }\n      cloud: {}\n`),
    ).toEqual([
      'etc/posture.yaml:5 documents[0].parts.servers.subscriptions[0]: expected a subscription id (a GUID), found "x"',
    ]);
    expect(
      messages(`    parts:\n      servers: { resourceGroup: [x] }\n      cloud: {}\n`)[0],
    ).toContain('did you mean "resourceGroups"?');
  });

  it('15: where no part is bound a notice says that the whole scope is judged', () => {
    const { problems, notices } = validate('');

    expect(problems).toEqual([]);
    expect(
      notices
        .filter(({ kind }) => kind === 'part-not-bound')
        .map(({ file, line, message }) => `${file}:${line} ${message}`),
    ).toEqual([
      'etc/own.yaml:9 own.servers: speaks of the part "servers", which documents[0].parts of etc/posture.yaml does not bind: it is judged on the whole scope',
      'etc/own.yaml:16 own.cloud: speaks of the part "cloud", which documents[0].parts of etc/posture.yaml does not bind: it is judged on the whole scope',
    ]);
  });
});
