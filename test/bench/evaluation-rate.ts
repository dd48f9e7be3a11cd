import { CHECKS } from '#checks/registry.generated.ts';
import { judge } from '#evaluation/judge.ts';
import type { Facts } from '#facts/fact-names.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';

const ASKED = 200_000;
const AS_OF = '2026-11-21T03:00:00.000Z';

/** Verdicts per second of one check with its facts at hand, and how often slower that is than calling its `evaluate` in a plain loop. */
export async function evaluationRate(): Promise<{
  readonly perSecond: number;
  readonly ratio: number;
}> {
  const check = CHECKS.find(({ id }) => id === 'sql-server-minimum-tls');
  if (check?.examples.pass === undefined) throw new Error('the check of the bench is gone');
  const { facts } = check.examples.pass;
  const parameters = check.parameters.parse({});
  const resource = { id: '/subscriptions/x', name: 'x', type: 'Microsoft.Sql/servers' };
  const entry: InventoryEntry = { resource, groupTags: {}, evidence: [], readAt: 0 };
  const source = async (fact: keyof Facts) =>
    ({ status: 'collected', value: Reflect.get(facts, fact), evidence: [], readAt: 0 }) as const;
  const task = { check, parameters, uses: [] };

  const judged = await timed(async () => {
    for (let n = 0; n < ASKED; n += 1) await judge(task, entry, source, AS_OF);
  });
  const plain = await timed(() => {
    for (let n = 0; n < ASKED; n += 1) {
      // The facts are the check's own example.
      check.evaluate(facts as unknown as Facts, { parameters, asOf: AS_OF, resource });
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
