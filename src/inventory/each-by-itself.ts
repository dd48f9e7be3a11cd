import pMap from 'p-map';

/** Subscriptions that are asked at once; each has its own share of Azure's limits, and the rest is memory. */
const AT_ONCE = 100;

/**
 * Makes something of every subscription, a hundred side by side, each to be waited for by itself. `asked`: by the subscription's id,
 * what it is made from.
 */
export function eachByItself<Asked, Made>(
  asked: ReadonlyMap<string, Asked>,
  make: (id: string, asked: Asked) => Promise<Made>,
): ReadonlyMap<string, Promise<Made>> {
  const made = new Map([...asked.keys()].map((id) => [id, Promise.withResolvers<Made>()] as const));
  void pMap(
    asked,
    async ([id, from]) => {
      try {
        made.get(id)?.resolve(await make(id, from));
      } catch (error) {
        made.get(id)?.reject(error);
      }
    },
    { concurrency: AT_ONCE },
  );
  const promises = new Map([...made].map(([id, { promise }]) => [id, promise] as const));
  // Whoever waits for one hears of its failure; until then nobody has to.
  for (const promise of promises.values()) promise.catch(() => undefined);
  return promises;
}
