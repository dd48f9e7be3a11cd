import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startArmServer } from '../harness/arm-server.ts';
import { startIdentity } from '../harness/identity-endpoint.ts';
import { runPosture } from '../harness/posture.ts';
import { recordedAzure } from '../harness/recorded-azure.ts';
import { sharedIsHere } from '../harness/shared.ts';

const DOCUMENTS = ['flex-applications', 'visma-severa', 'visma-draftit', 'flinker'];

test.skipIf(!sharedIsHere)(
  'a scan of answers that the real Azure gave is made again as it was (needs ../shared/azure-recordings)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'posture-replay-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const recorded = recordedAzure();
    const identity = await startIdentity();
    const server = await startArmServer((request) => recorded.answer(request));
    const { origin, caFile } = server;
    const cloud = { resourceManager: origin, authority: origin, caFile };
    const documents = DOCUMENTS.map((name) => ({
      file: resolve(`config/documents/${name}.yaml`),
      scope: { subscriptions: recorded.subscriptions },
    }));
    const config = join(folder, 'posture.yaml');
    const azure = { credential: 'managed-identity', cloud };
    writeFileSync(config, JSON.stringify({ azure, documents, state: join(folder, 'var') }));
    const environment = { IDENTITY_ENDPOINT: identity.url, IDENTITY_HEADER: 'a-header' };

    const scan = await runPosture(['scan', '--config', config, '--evidence'], environment);
    await server[Symbol.asyncDispose]();
    await identity.close();
    const replay = await runPosture(['evidence', 'replay', '--config', config], {});

    expect(scan.exitCode, scan.stderr.slice(-2_000)).toBe(1);
    expect(`${replay.stderr}${replay.stdout}`.slice(0, 3_000)).toMatch(
      /^replayed .*: \d{3,} verdicts of \d+ claims, every one as recorded\n$/u,
    );
    expect(replay.exitCode).toBe(0);
  },
  180_000,
);
