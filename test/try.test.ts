import { it } from 'vitest';
import { vault } from '#resource-types/key-vault/vault.ts';
import { judgeType, brokenBodies } from '/tmp/wt/form/test/harness/judge-type.ts';
import { keyProtection } from '#checks/key-protection.ts';
import { location } from '#checks/location.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { accessLogging } from '#checks/access-logging.ts';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { encryptionAtRest } from '#checks/encryption-at-rest.ts';
it('x', async () => {
  const qs = [keyProtection, location, networkIsolation, accessLogging, encryptionInTransit, encryptionAtRest];
  for (const [as, bodies] of [['good', vault.good.bodies], ...vault.breaks.map((b) => [b.as, brokenBodies(vault, b.set)])] as any) {
    console.log('==', as);
    for (const q of qs) {
      const [j] = await judgeType(q, vault, bodies, q.id === 'location' ? { within: 'EEA' } : {});
      if (as === 'good' || j!.verdict.status !== 'pass') console.log(q.id, j!.verdict.status, '|', j!.verdict.reason, '|', JSON.stringify(j!.readFrom?.map((m) => m.evidence.slice(-2) + m.pointer)));
    }
  }
});
