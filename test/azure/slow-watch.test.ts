import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Conversation } from '#azure/question-context.ts';
import { createSlowWatch } from '#azure/slow-watch.ts';

const conversation = (operation: string): Conversation => ({
  question: { operation, permission: 'x/read', signal: new AbortController().signal },
  recorded: [],
  visited: undefined,
  fault: undefined,
});

it('7: says one word for all that is slow while it is, and none before or after', async () => {
  const said: unknown[] = [];
  const log = { warn: (data: unknown, message: string) => said.push({ data, message }) };
  let now = 0;
  const watch = createSlowWatch(log as never, { now: () => now }, 20);

  const ends = [watch(conversation('keys of a vault')), watch(conversation('servers'))];
  await sleep(60);
  expect(said).toEqual([]);

  now = 45_000;
  await sleep(60);
  expect(said[0]).toEqual({
    data: { operation: 'keys of a vault', seconds: 45, answers: 0, othersWaiting: 1 },
    message: 'Azure is slow: still reading',
  });

  for (const end of ends) end();
  const before = said.length;
  await sleep(60);
  expect(said).toHaveLength(before);
});
