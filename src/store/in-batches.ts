/** How many are under way at once. */
const BATCH = 64;

/**
 * Does the work for each, some at a time: across a network they share the way there and back. Answers in the order of the items. Where
 * some fail it throws what failed first, and only when nothing of the batch is under way any more: what came later would be written
 * after the transaction was undone.
 */
export async function inBatches<T, R>(
  items: Iterable<T>,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const answers: R[] = [];
  let batch: Promise<R>[] = [];
  const failures: unknown[] = [];
  const finish = async (): Promise<void> => {
    for (const one of await Promise.allSettled(batch)) {
      if (one.status === 'fulfilled') answers.push(one.value);
    }
    batch = [];
    if (failures.length > 0) throw failures[0];
  };
  for (const item of items) {
    const begun = work(item);
    begun.catch((error: unknown) => failures.push(error));
    batch.push(begun);
    if (batch.length === BATCH) await finish();
  }
  await finish();
  return answers;
}
