import { keyProtection } from '#checks/key-protection.ts';
import { NOBODY_LOOKS } from '#evaluation/whereabouts.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import { vault } from '#resource-types/key-vault/vault.ts';
import { cellOf } from '#traits/cell.ts';
import { CHECKS } from '../harness/product.ts';

const ASKED = 100_000;
const AS_OF = '2026-11-21T03:00:00.000Z';
const DIGEST = `sha256:${'0'.repeat(64)}` as const;

/** Verdicts per second of one check with its answers at hand, and how often slower that is than translating and asking in a plain loop. */
export async function evaluationRate(): Promise<{
  readonly perSecond: number;
  readonly ratio: number;
}> {
  const check = CHECKS.find(({ id }) => id === keyProtection.id);
  const keeping = vault.traits.keeping;
  const value = vault.good.bodies['vault'];
  if (check === undefined || keeping === undefined || !('say' in keeping))
    throw new Error('the check of the bench is gone');
  const parameters = check.parameters.parse({});
  const resource = { id: vault.good.id, name: 'kv', type: vault.type };
  const entry: InventoryEntry = { resource, groupTags: {}, evidence: [], readAt: 0 };
  const at = [{ evidence: DIGEST, pointer: '' }];
  const source = async () =>
    await Promise.resolve({
      status: 'collected',
      value,
      evidence: [DIGEST],
      at,
      readAt: 0,
    } as const);

  const judged = await timed(async () => {
    for (let n = 0; n < ASKED; n += 1)
      await check.judge(entry, parameters, source, { asOf: AS_OF, locate: NOBODY_LOOKS });
  });
  const plain = await timed(() => {
    for (let n = 0; n < ASKED; n += 1) {
      const cell = cellOf({ value, at: { evidence: DIGEST, pointer: '' }, readAt: 0 });
      const items = keeping.say([cell], { id: resource.id, name: 'kv' });
      for (const item of Array.isArray(items) ? items : [])
        keyProtection.judge(item, { parameters, asOf: AS_OF });
    }
  });
  return { perSecond: ASKED / judged, ratio: judged / plain };
}

async function timed(work: () => void | Promise<void>): Promise<number> {
  await work();
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
