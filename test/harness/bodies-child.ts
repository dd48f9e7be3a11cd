import { argv, stdout } from 'node:process';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { convertBodies, tidyBases } from '#evidence/convert-bodies.ts';
import { exchange } from './evidence-store.ts';
import { longAnswer } from './long-answer.ts';

// Keeps answers and tidies without an end, until it is killed; says each digest with its number once it was flushed.
const [, , directory = '', round = '0'] = argv;
const { signal } = new AbortController();
const store = createAnswerStore(directory);
store.beginScan(`round-${round}`);
stdout.write('ready\n');

for (let made = Number(round) * 1_000_000; ; made += 1) {
  const digest = store.keep(exchange(longAnswer(made)));
  if (made % 5 !== 0) continue;
  await store.flush(signal);
  stdout.write(`${String(made)} ${digest}\n`);
  await convertBodies(directory, signal);
  await tidyBases(directory);
}
