import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startArmServer } from '../../harness/arm-server.ts';
import { FLEX } from '../../harness/estates.ts';
import { startIdentity } from '../../harness/identity-endpoint.ts';
import { runPosture } from '../../harness/posture.ts';

const folder = mkdtempSync(join(tmpdir(), 'posture-clock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One scan of an Azure whose clock is so far ahead of ours; what it says beside its result. */
async function scanAgainst(aheadMs: number): Promise<string> {
  await using server = await startArmServer(({ url }) => ({
    headers: { date: new Date(Date.now() + aheadMs).toUTCString() },
    body: url.pathname === '/subscriptions' ? { value: [] } : {},
  }));
  const token = `e30.${Buffer.from('{"tid":"t","oid":"o"}').toString('base64url')}.s`;
  const identity = await startIdentity('header', token);
  const config = join(folder, 'posture.yaml');
  writeFileSync(
    config,
    JSON.stringify({
      azure: {
        credential: 'managed-identity',
        cloud: {
          resourceManager: server.origin,
          authority: server.origin,
          caFile: server.caFile,
        },
      },
      documents: [
        {
          file: resolve('config/documents/flex-applications.yaml'),
          scope: { subscriptions: [FLEX.subscription] },
        },
      ],
      state: join(folder, `state${aheadMs}`),
    }),
  );
  const ran = await runPosture(['scan', '--config', config, '--claim', 'flex.keys'], {
    IDENTITY_ENDPOINT: identity.url,
    IDENTITY_HEADER: 'header',
  });
  await identity.close();
  return ran.stderr;
}

it('8: a scan by hand says whose clock is wrong, and only then', async () => {
  expect(await scanAgainst(2 * 3_600_000)).toMatch(
    /The clock of the monitor's machine is 7\d\d\d s behind Azure's/u,
  );
  expect(await scanAgainst(-2 * 3_600_000)).toMatch(/is 7\d\d\d s ahead of Azure's/u);
  expect(await scanAgainst(0)).not.toContain('clock');
}, 120_000);
