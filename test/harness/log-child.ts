import { createPrivateKey } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { argv, stdout } from 'node:process';
import type { LogEntry } from '#domain/log-entry.ts';
import { createCheckpointer } from '#evidence/checkpointer.ts';
import { checkpointFile } from '#evidence/log-checkpoints.ts';
import { noteKey } from '#merkle-log/signed-note.ts';
import { openStore } from '#store/open-store.ts';
import { dice } from './dice.ts';

// Records and signs without an end on the real state file, until it is killed. Every note is witnessed before it reaches its file, and
// every entry is said once it was acknowledged.
const [, , folder = '', seed = '1'] = argv;
const roll = dice(Number(seed));
const now = (): string => new Date().toISOString();
const store = await openStore(`${folder}/state`);
const privateKey = createPrivateKey(readFileSync(`${folder}/key.pem`, 'utf8'));
const key = noteKey('posture.test/log', privateKey);
const file = checkpointFile(`${folder}/evidence`);
const checkpointer = createCheckpointer({
  log: store.log,
  append: async (entries) => await store.appendLog(entries),
  freeze: () => store.freezeLog(),
  file: {
    ...file,
    async write(note) {
      appendFileSync(`${folder}/witness`, `${JSON.stringify(note)}\n`, { flush: true });
      await file.write(note);
    },
  },
  anchored: async () => await Promise.resolve(undefined),
  openKey: async () => await Promise.resolve({ privateKey, key }),
  now,
});
const { signal } = new AbortController();
await checkpointer.checkpoint(signal);
stdout.write('ready\n');

for (let made = 0; ; ) {
  const entries: LogEntry[] = [];
  for (let count = 1 + Math.floor(roll() * 4); count > 0; count -= 1) {
    made += 1;
    entries.push({ type: 'run', at: now(), body: { seed, made } });
  }
  const index = await store.appendLog(entries);
  if (index < 0) throw new Error('the log is frozen');
  stdout.write(
    `${entries.map(({ body }, at) => `${index + at} ${String(body['seed'])} ${String(body['made'])}`).join('\n')}\n`,
  );
  if (roll() < 0.5) await checkpointer.checkpoint(signal);
}
