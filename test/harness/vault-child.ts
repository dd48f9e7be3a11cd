import { argv, stdout } from 'node:process';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { createBlobBodies } from '#evidence/blob-bodies.ts';
import { exchange } from './evidence-store.ts';
import { longAnswer } from './long-answer.ts';

// Keeps answers in a container without an end, until it is killed; says each digest with its number once it was flushed.
const [, , directory = '', container = '', caFile = '', token = '', round = '0'] = argv;
const { signal } = new AbortController();
const credential = {
  getToken: async () => await Promise.resolve({ token, expiresOnTimestamp: 4e12 }),
};
const vault = createBlobBodies({ container, caFile, credential });
const now = (): string => '2026-11-21T03:00:00.000Z';
const store = createAnswerStore(directory, { shared: { vault, now } });
store.beginScan(`round-${round}`);
stdout.write('ready\n');

for (let made = Number(round) * 1_000_000; ; made += 1) {
  const digest = store.keep(exchange(longAnswer(made)));
  if (made % 5 !== 0) continue;
  await store.flush(signal);
  stdout.write(`${String(made)} ${digest}\n`);
}
