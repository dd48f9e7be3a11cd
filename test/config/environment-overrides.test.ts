import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configurationFile } from '#config/environment-overrides.ts';
import { accepted, MINIMAL, read } from './configuration-text.ts';

describe('the environment', () => {
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

  it('takes the address of a PostgreSQL state with its password, and from the file without', () => {
    const address = 'postgres://posture:s3cret@db.example.com/posture';
    const withEnvironment = accepted(
      read(`state: ./elsewhere\n${MINIMAL}`, { POSTURE_STATE: address }),
    );
    const bare = 'postgresql://posture@db.example.com/posture';
    const fromFile = accepted(
      read(`state: ${bare}\nevidence: { directory: /evidence }\n${MINIMAL}`),
    );

    expect(withEnvironment.state).toEqual({ address, directory: resolve('var') });
    expect(withEnvironment.evidence.directory).toBe(resolve('var/evidence'));
    expect(fromFile.state).toEqual({ address: bare, directory: resolve('var') });
    expect(fromFile.evidence.directory).toBe('/evidence');
  });

  it('24: says where to listen if the file does not: in the image on every address, elsewhere on loopback', () => {
    const hostOf = (text: string, environment: Readonly<Record<string, string>>) =>
      accepted(read(text, environment)).server.host;
    const image = { POSTURE_SERVER_HOST: '0.0.0.0' };

    expect(hostOf(MINIMAL, {})).toBe('127.0.0.1');
    expect(hostOf(MINIMAL, image)).toBe('0.0.0.0');
    expect(hostOf(`server: { host: 127.0.0.1 }\n${MINIMAL}`, image)).toBe('127.0.0.1');
  });

  it.each([
    ['POSTURE_AZURE_AUTHORITY', 'http://login.example.com'],
    ['POSTURE_LOG_LEVEL', 'loud'],
    ['POSTURE_STATE', 'mysql://posture:s3cret@db/posture'],
    ['POSTURE_STATE', 'postgres://posture:s3cret@db:port/posture'],
  ])('refuses %s=%s by its name', (variable, value) => {
    const outcome = read(MINIMAL, { [variable]: value });

    expect(
      'problems' in outcome && outcome.problems.map(({ file, line }) => ({ file, line })),
    ).toEqual([{ file: variable, line: 0 }]);
    expect(JSON.stringify(outcome)).not.toContain('s3cret');
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
