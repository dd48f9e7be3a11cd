import { expect, it } from 'vitest';
import { unavailable } from '#domain/reading.ts';
import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import { makePlan } from '#evaluation/plan.ts';
import { enumeratorsFor, isOwnList } from '#scan/enumerator.ts';
import { collectPopulation } from '#scan/population.ts';
import { CHECKS, READS } from '../harness/product.ts';
import { simulatedConfiguration } from '../harness/simulated-scan.ts';

const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers`;
const refused = unavailable('AuthorizationFailed', 'The list was refused');

function entry(type: string, name: string) {
  const id = `${GROUP}/${type}/${name}`;
  const resource = { id, name, type, location: 'swedencentral', tags: null, kind: null };
  return { resource, groupTags: {}, evidence: [], readAt: 1 };
}

it('asks for all lists of a subscription at once, and then for all below its resources', async () => {
  const plan = makePlan(simulatedConfiguration().documents, CHECKS, () => true);
  const inWaves: string[][] = [];
  let wave: string[] | undefined;
  const asked = new Map<string, Promise<typeof refused>>();

  /** Answers nobody before everybody who can ask has asked. */
  async function answer(question: string): Promise<typeof refused> {
    if (wave === undefined) inWaves.push((wave = []));
    wave.push(question);
    await new Promise(setImmediate);
    wave = undefined;
    return refused;
  }

  const { unlisted } = await collectPopulation({
    inventory: {
      id: SUBSCRIPTION,
      name: null,
      status: 'complete',
      entries: [
        entry('Microsoft.Sql/servers', 'sql-1'),
        entry('Microsoft.Sql/servers', 'sql-2'),
        entry('Microsoft.KeyVault/vaults', 'kv'),
      ],
      problems: [],
      readAt: 1,
    },
    plan,
    reads: READS.values(),
    answers: {
      async children(name, { resource }) {
        const question = `${name} of ${resource.type === SUBSCRIPTION_TYPE ? 'all' : resource.name}`;
        const known = asked.get(question) ?? answer(question);
        asked.set(question, known);
        return await known;
      },
      read: async () => await Promise.resolve(refused),
      awake: async () => await Promise.resolve(refused),
      forget() {
        // Nothing is kept.
      },
    },
    scope: { resource: async () => await Promise.resolve(refused) },
    wanted: () => true,
    concurrency: 128,
    signal: new AbortController().signal,
  });

  const own = enumeratorsFor(plan, READS.values()).filter(isOwnList);
  expect(own.length).toBeGreaterThan(1);
  expect(inWaves).toHaveLength(2);
  expect(inWaves[0]).toEqual(own.map(({ name }) => `${name} of all`));
  expect(inWaves[1]).toEqual(
    expect.arrayContaining(['sqlDatabase of sql-1', 'sqlDatabase of sql-2']),
  );
  expect(unlisted).toHaveLength(asked.size);
});
