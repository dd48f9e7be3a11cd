import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '#config/read-configuration.ts';
import { accepted, filesOf, MINIMAL, OWN, read } from './configuration-text.ts';

describe('readConfiguration', () => {
  it('fills in defaults that make a single container useful', () => {
    const configuration = accepted(read(MINIMAL));

    expect(configuration).toMatchObject({
      logLevel: 'info',
      azure: { cloud: { name: 'public', endpoints: {} }, credential: 'default' },
      state: { directory: resolve('var') },
      schedules: {
        scan: '*/15 * * * *',
        full: '0 3 * * *',
        evidence: '30 3 * * *',
        timezone: 'UTC',
      },
      alerts: { channels: [{ type: 'log' }] },
      evidence: { directory: resolve('var/evidence') },
      server: { host: '127.0.0.1', port: 8080 },
      attestations: [],
      exceptions: [],
    });
    expect(configuration.documents[0]?.scope).toEqual({
      exclude: { resourceIds: [], resourceTypes: [], tags: {} },
    });
  });

  it('remembers every file it was made from by its digest', () => {
    const { sources } = accepted(read(MINIMAL));

    expect(sources.map(({ file }) => file)).toEqual(['etc/posture.yaml', 'etc/own.yaml']);
    expect(sources[0]?.sha256).toMatch(/^[0-9a-f]{64}$/u);
    const changed = accepted(read(`${MINIMAL}# a remark\n`)).sources[0]?.sha256;
    expect(changed).not.toBe(sources[0]?.sha256);
  });

  it('parses the parameters of a check by its own schema and derives the kinds in a fixed order', () => {
    const claim = accepted(read(MINIMAL)).documents[0]?.statement.claims[0];

    expect(claim?.kinds).toEqual(['auto', 'attest']);
    expect(claim?.verify).toEqual([
      { check: 'sql-point-in-time-retention', with: { days: 14, match: 'at-least' } },
      { check: 'not-made-yet', with: { anything: 1 } },
    ]);
  });

  it("puts the configuration's parameters over those of the document", () => {
    const text = `${MINIMAL}    with: { own.pitr: { days: 35 } }\n`;

    const claim = accepted(read(text)).documents[0]?.statement.claims[0];

    expect(claim?.verify[0]?.with).toEqual({ days: 35, match: 'at-least' });
  });

  it('compares subscriptions and types in lower case', () => {
    const text = `${MINIMAL}    scope: { subscriptions: [AAAAAAAA-0000-4000-8000-00000000000A], exclude: { resourceTypes: [Microsoft.Sql/Servers] } }\n`;

    const scope = accepted(read(text)).documents[0]?.scope;

    expect(scope?.subscriptions).toEqual(['aaaaaaaa-0000-4000-8000-00000000000a']);
    expect(scope?.exclude.resourceTypes).toEqual(['microsoft.sql/servers']);
  });

  it('understands anchors and merge keys', () => {
    const text = `
azure: {}
documents:
  - file: own.yaml
    scope: &scope { resourceGroups: &groups [rg-a, rg-b] }
schedules: { <<: &times { scan: "*/5 * * * *" }, full: "0 4 * * *" }
server: { host: localhost }
`;

    const configuration = accepted(read(text));

    expect(configuration.documents[0]?.scope?.resourceGroups).toEqual(['rg-a', 'rg-b']);
    expect(configuration.schedules).toMatchObject({ scan: '*/5 * * * *', full: '0 4 * * *' });
  });

  it.each([
    ['under its key', 'attestations:\n'],
    ['as a bare list', ''],
  ])('reads attestations %s', (_, head) => {
    const entry = '- { claim: own.pitr, by: Jane, date: 2026-01-31, proof: drill }\n';

    const configuration = accepted(
      read(`${MINIMAL}attestations: given.yaml\n`, {}, { 'etc/given.yaml': head + entry }),
    );

    expect(configuration.attestations).toEqual([
      { claim: 'own.pitr', by: 'Jane', date: '2026-01-31', proof: 'drill' },
    ]);
  });

  it('prefers the working directory to the folder of the configuration file', () => {
    const other = OWN.replace('id: own\n', 'id: nearer\n');

    const configuration = accepted(read(MINIMAL, {}, { 'own.yaml': other }));

    expect(configuration.documents[0]?.statement.id).toBe('nearer');
  });

  it('says which file is not there', () => {
    const outcome = readConfiguration({
      file: 'none.yaml',
      environment: {},
      checks: [],
      files: filesOf({}),
    });

    expect('problems' in outcome && outcome.problems[0]?.message).toContain(
      'there is no file none.yaml',
    );
  });

  it('refuses a claim id that two documents share', () => {
    const text = `${MINIMAL}  - file: second.yaml\n`;

    const outcome = read(text, {}, { 'etc/second.yaml': OWN.replace('id: own\n', 'id: second\n') });

    expect('problems' in outcome && outcome.problems.map(({ message }) => message)).toEqual([
      'documents[1].file: claim "own.pitr" is already brought in by documents[0].file',
    ]);
  });
});
