import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { FLEX } from '../harness/estates.ts';
import { runPosture } from '../harness/posture.ts';

const folder = mkdtempSync(join(tmpdir(), 'posture-refusals-'));
const CONFIG = 'config/simulated.yaml';
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 });
});

afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

function environment(): Readonly<Record<string, string>> & { readonly IDENTITY_HEADER: string } {
  const { IDENTITY_HEADER = '', ...rest } = simulator.env;
  return { ...rest, IDENTITY_HEADER, POSTURE_STATE: join(folder, 'state') };
}

describe('posture scan that cannot give a result writes nothing to standard output', () => {
  test('4: Azure cannot be reached', async () => {
    const run = await runPosture(['scan', '--config', CONFIG, '--format', 'json'], {
      ...environment(),
      POSTURE_AZURE_RESOURCE_MANAGER: 'https://127.0.0.1:9',
    });
    expect(run).toMatchObject({ exitCode: 4, stdout: '' });
    expect(run.stderr).toContain('ECONNREFUSED');
    expect(run.stderr).not.toContain(environment().IDENTITY_HEADER);
  }, 60_000);

  test('4: the sign-in is refused', async () => {
    const { IDENTITY_ENDPOINT: _, IDENTITY_HEADER: __, ...rest } = environment();
    const file = join(folder, 'client-secret.yaml');
    writeFileSync(
      file,
      [
        'azure: { credential: client-secret }',
        'documents:',
        `  - { use: flex-applications, scope: { subscriptions: ["${FLEX.subscription}"] } }`,
        '',
      ].join('\n'),
    );
    const secret = 'a-secret-that-nobody-may-read';
    const run = await runPosture(['scan', '--config', file, '--format', 'json'], {
      ...rest,
      // Nothing answers there: as an authority that cannot be asked.
      POSTURE_AZURE_AUTHORITY: 'https://127.0.0.1:9',
      AZURE_TENANT_ID: simulator.tenantId,
      AZURE_CLIENT_ID: 'a-client',
      AZURE_CLIENT_SECRET: secret,
    });
    expect(run).toMatchObject({ exitCode: 4, stdout: '' });
    expect(run.stderr).not.toContain(secret);
  }, 60_000);

  test.each([
    ['the configuration is not there', ['--config', 'no-such-file.yaml']],
    ['a claim that nobody makes', ['--config', CONFIG, '--claim', 'flex.no-such-claim']],
    ['a document that is not bound', ['--config', CONFIG, '--document', 'nobody']],
    [
      'a subscription that no document names',
      ['--config', CONFIG, '--subscription', 'eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee'],
    ],
    ['an option that there is not', ['--config', CONFIG, '--no-such-option']],
    ['a format that there is not', ['--config', CONFIG, '--format', 'yaml']],
  ])('3: %s', async (_, args) => {
    const run = await runPosture(['scan', ...args], environment());
    expect(run).toMatchObject({ exitCode: 3, stdout: '' });
    expect(run.stderr).not.toBe('');
  });

  test('3: a mistake in the configuration is told with file and line', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, 'azure: { credential: nobody }\ndocuments: []\n');
    const run = await runPosture(['scan', '--config', file], environment());
    expect(run).toMatchObject({ exitCode: 3, stdout: '' });
    expect(run.stderr).toContain(`${file}:1:`);
  });
});
