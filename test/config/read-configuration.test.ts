import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConfigurationFiles } from '#config/configuration-files.ts';
import { configurationFile } from '#config/environment-overrides.ts';
import { readConfiguration } from '#config/read-configuration.ts';
import { KNOWN_CHECKS } from './known-checks.ts';

const OWN = `
id: own
title: A statement of our own
claims:
  - id: own.pitr
    section: "1"
    summary: Databases can be restored.
    locator: restored
    severity: high
    attest: { every: P1Y, owner: operations }
    verify:
      - { check: sql-point-in-time-retention, with: { days: 14 } }
      - { check: not-made-yet, with: { anything: 1 } }
`;

function filesOf(texts: Readonly<Record<string, string>>): ConfigurationFiles {
  return {
    read: (path) => {
      const text = texts[path];
      return text === undefined ? { missing: true } : { text };
    },
    list: () => [],
  };
}

function read(
  text: string,
  environment: Record<string, string> = {},
  more: Record<string, string> = {},
) {
  const files = filesOf({ 'etc/posture.yaml': text, 'etc/own.yaml': OWN, ...more });
  return readConfiguration({ file: 'etc/posture.yaml', environment, checks: KNOWN_CHECKS, files });
}

function accepted(outcome: ReturnType<typeof read>) {
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome.configuration;
}

const MINIMAL = 'azure: {}\ndocuments:\n  - file: own.yaml\n';

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

  it('lets the environment win over the file', () => {
    const text = `state: ./elsewhere\n${MINIMAL.replace('{}', '{ cloud: { resourceManager: "https://file.example.com", graph: "https://graph.example.com" } }')}`;

    const configuration = accepted(
      read(text, {
        POSTURE_STATE: '/data/state',
        POSTURE_LOG_LEVEL: 'debug',
        POSTURE_AZURE_RESOURCE_MANAGER: 'https://127.0.0.1:4433',
        POSTURE_AZURE_CA_FILE: '/tmp/ca.pem',
        POSTURE_AZURE_LOGS: '',
      }),
    );

    expect(configuration.state.directory).toBe('/data/state');
    expect(configuration.evidence.directory).toBe('/data/state/evidence');
    expect(configuration.logLevel).toBe('debug');
    expect(configuration.azure.cloud).toEqual({
      name: 'public',
      endpoints: {
        resourceManager: 'https://127.0.0.1:4433',
        graph: 'https://graph.example.com',
        caFile: '/tmp/ca.pem',
      },
    });
  });

  it.each([
    ['POSTURE_AZURE_AUTHORITY', 'http://login.example.com'],
    ['POSTURE_LOG_LEVEL', 'loud'],
    ['POSTURE_STATE', 'postgres://posture:s3cret@db/posture'],
  ])('refuses %s=%s by its name', (variable, value) => {
    const outcome = read(MINIMAL, { [variable]: value });

    expect(
      'problems' in outcome && outcome.problems.map(({ file, line }) => ({ file, line })),
    ).toEqual([{ file: variable, line: 0 }]);
    expect(JSON.stringify(outcome)).not.toContain('s3cret');
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

    expect(configuration.documents[0]?.scope.resourceGroups).toEqual(['rg-a', 'rg-b']);
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

describe('configurationFile', () => {
  it.each([
    ['own.yaml', { POSTURE_CONFIG: 'env.yaml' }, 'own.yaml'],
    [undefined, { POSTURE_CONFIG: 'env.yaml' }, 'env.yaml'],
    [undefined, { POSTURE_CONFIG: '' }, 'config/posture.yaml'],
    [undefined, {}, 'config/posture.yaml'],
  ])('takes option %s and environment %o for %s', (option, environment, file) => {
    expect(configurationFile(option, environment)).toBe(file);
  });
});
