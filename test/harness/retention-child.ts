import { argv, stdout } from 'node:process';
import { applyRetention } from '#evidence/apply-retention.ts';

// Tidies an evidence directory once, unless it is killed meanwhile; says when it begins and when it is done.
const [, , directory = '', now = String(Date.now())] = argv;
const { signal } = new AbortController();
stdout.write('ready\n');
const nothing = { [Symbol.asyncIterator]: async function* () {} };
await applyRetention(
  { directory, everythingDays: 90, keepDays: 400, monthlyYears: 3, legalHold: false },
  Number(now),
  () => nothing,
  signal,
);
stdout.write('done\n');
