import { describe, expect, it } from 'vitest';
import { FLEX, goodEstate, storageOf } from '../harness/estates.ts';
import { startKeptScans } from '../harness/kept-scans.ts';

const CLAIM = 'flex.encryption-in-transit';
const LONG = 240_000;

function claimIn(text: string) {
  const { claims } = JSON.parse(text) as {
    claims: { id: string; status: string; findings: { resourceId: string; status: string }[] }[];
  };
  const claim = claims.find(({ id }) => id === CLAIM);
  if (claim === undefined) throw new Error(`No claim ${CLAIM}`);
  return claim;
}

describe('posture scan with a state', () => {
  it(
    '10: what it knew and may not see any more is not known, in a scan of a part too, and is made again so from the evidence',
    async () => {
      await using scans = await startKeptScans({ estate: goodEstate() });
      const scan = async () =>
        await scans.posture('scan', '--format', 'json', '--subscription', FLEX.subscription);
      await scans.scan('full');
      expect(claimIn((await scan()).stdout).status).toBe('holds');
      scans.simulator.admin.misbehaviour.replace([
        { match: {}, effect: { deny: 'Microsoft.Storage/storageAccounts/read' } },
      ]);

      const part = claimIn((await scan()).stdout);
      const whole = await scans.scan('full');
      const replay = await scans.posture('evidence', 'replay', whole);

      expect(part.status).toBe('unverified');
      expect(
        part.findings.filter(
          ({ resourceId, status }) => status === 'unknown' && resourceId === storageOf(FLEX),
        ),
      ).not.toEqual([]);
      expect(`${replay.stderr}${replay.stdout}`.slice(0, 3_000)).toMatch(/every one as recorded/u);
    },
    LONG,
  );

  it(
    '10: what it knew and nothing names any more is judged again, in full and in incremental scans',
    async () => {
      await using scans = await startKeptScans({ estate: goodEstate() });
      await scans.scan('full');
      scans.simulator.admin.misbehaviour.replace([
        { match: {}, effect: { hideRows: `${storageOf(FLEX)}$` } },
      ]);

      for (const mode of ['full', 'incremental'] as const) {
        const path = await scans.scan(mode);
        const replay = await scans.posture('evidence', 'replay', path);
        const explained = await scans.posture('explain', storageOf(FLEX));

        expect(`${replay.stderr}${replay.stdout}`.slice(0, 3_000)).toMatch(/as recorded/u);
        expect(explained.stdout).toContain('pass');
      }
    },
    LONG,
  );
});
