import { spawnSync } from 'node:child_process';
import { createPublicKey, randomBytes } from 'node:crypto';
import {
  createReadStream,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { writeBundle } from '#evidence/bundle.ts';
import { sha256Of } from '#evidence/hashed-file.ts';
import { exchangeLine } from '#evidence/kept-exchange.ts';
import { forge } from '../evidence/forger.ts';
import { SCRIPT } from '../evidence/python-verifier.ts';
import { createTamperBase, keyRecord, ORIGIN } from '../evidence/tamper-base.ts';

const MEGABYTE = 1_000_000;

/**
 * Says how long a bundle of 100 MB and one of 1 GB take to verify, as a zip and as a folder, by both verifiers, and how much memory.
 * Writes 3 GB into the folder for temporary files, and removes them. The smaller the answers, the more files.
 */
export async function verifyRate(answerBytes: number): Promise<void> {
  for (const megabytes of [100, 1000]) await measure(megabytes, answerBytes);
}

async function measure(megabytes: number, answerBytes: number): Promise<void> {
  using base = await createTamperBase(true);
  const answers = Math.ceil((megabytes * MEGABYTE) / answerBytes);
  fill(base.good, answers, answerBytes);
  await forge(base.good, {
    attest: base.attest,
    log: base.log,
    origin: ORIGIN,
    at: '2026-11-21T04:00:00.000Z',
    keys: [
      keyRecord('attest', createPublicKey(base.attest)),
      keyRecord('log', createPublicKey(base.log)),
    ],
    manifest: (manifest) => {
      const { coverage } = manifest;
      const exchanges = coverage.exchanges + answers;
      return {
        ...manifest,
        coverage: { ...coverage, exchanges, answers: coverage.answers + answers },
      };
    },
  });
  const zip = join(base.folder, 'large.zip');
  await writeBundle(base.good, zip, new AbortController().signal);
  const key = join(base.good, 'keys/attest-p256.pem');
  // Once through, so that both find the bytes in the memory of the system.
  for await (const piece of createReadStream(zip)) void piece;
  for (const bundle of [zip, base.good]) {
    const child = join(import.meta.dirname, 'verify-child.ts');
    const { stdout } = spawnSync(process.execPath, [child, bundle, key], { encoding: 'utf8' });
    const begun = performance.now();
    const python = spawnSync('python3', ['-B', SCRIPT, bundle, '--key', key], { encoding: 'utf8' });
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    process.stdout.write(
      `${megabytes} MB, ${bundle === zip ? 'zip' : 'folder'}: ${stdout}; second verifier: status ${String(python.status)}, ${seconds} s\n`,
    );
  }
}

/** Puts further answers and their lines into a snapshot. */
function fill(folder: string, answers: number, answerBytes: number): void {
  const index = openSync(join(folder, 'raw/index.ndjson'), 'a');
  const [line = ''] = readFileSync(join(folder, 'raw/index.ndjson'), 'utf8').split('\n');
  const model = JSON.parse(line);
  mkdirSync(join(folder, 'raw'), { recursive: true });
  for (let n = 0; n < answers; n += 1) {
    const body = randomBytes(answerBytes);
    const sha256 = sha256Of(body);
    rmSync(join(folder, `raw/${sha256}.body`), { force: true });
    writeFileSync(join(folder, `raw/${sha256}.body`), body);
    writeSync(index, exchangeLine({ ...model, sha256, bytes: body.length, seq: n + 10 }));
  }
}
