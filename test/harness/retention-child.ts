import { argv, stdout } from 'node:process';
import { applyRetention } from '#evidence/apply-retention.ts';

// Tidies an evidence directory once, unless it is killed meanwhile; says when it begins and when it is done.
const [, , directory = ''] = argv;
const { signal } = new AbortController();
stdout.write('ready\n');
const nothing = { [Symbol.asyncIterator]: async function* () {} };
await applyRetention(
  { directory, keepDays: 400, legalHold: false },
  Date.now(),
  () => nothing,
  signal,
);
stdout.write('done\n');
