import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBundle } from '#evidence/bundle.ts';
import { isSealingFile } from '#evidence/snapshot-layout.ts';
import { type Verification, verifyBundle } from '#evidence/verify-bundle.ts';
import { parseTrusted, type TrustedKey } from '#evidence/verify-keys.ts';
import { walkFiles } from '#evidence/walk-files.ts';
import { GO_ON } from '../harness/evidence-store.ts';
import { makeToolFolder, verifiesInShell } from '../harness/shell-verify.ts';
import { type PythonVerifier, pythonIsHere, startPython } from './python-verifier.ts';
import { randomOf } from './random-of.ts';
import { createTamperBase, type TamperBase } from './tamper-base.ts';

const SEED = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const RANDOM_PLACES = 300;

describe(`one byte (seed ${SEED})`, () => {
  let base: TamperBase;
  let python: PythonVerifier | undefined;
  let trusted: readonly TrustedKey[];
  let zip: string;

  beforeAll(async () => {
    base = await createTamperBase(true);
    python = pythonIsHere ? startPython() : undefined;
    trusted = parseTrusted(readFileSync(base.key, 'utf8'));
    zip = join(base.folder, 'good.zip');
    await writeBundle(base.good, zip, GO_ON);
  });

  afterAll(() => {
    python?.close();
    base[Symbol.dispose]();
  });

  /** Status of both verifiers. */
  async function statusesOf(bundle: string): Promise<readonly number[]> {
    // Beside each other: the second one has a processor of its own.
    const asked = python?.ask({ bundle, key: base.key });
    const first = await verifyBundle(bundle, { trusted }).catch((error: unknown) => error);
    const second = await asked;
    if (first instanceof Error) throw first;
    const { status } = first as Verification;
    return second === undefined ? [status] : [status, second.status];
  }

  /** `file` again and again with one of its bytes changed, and what both say of `bundle` then; the byte is put back. */
  async function flipAll(file: string, bundle: string, places: Iterable<number>) {
    const good = readFileSync(file);
    const missed: string[] = [];
    const random = randomOf(SEED);
    for (const place of places) {
      const bytes = Buffer.from(good);
      bytes[place] = (bytes[place] ?? 0) ^ (1 + Math.floor(random() * 255));
      writeFileSync(file, bytes);
      const statuses = await statusesOf(bundle).catch((error: unknown) => [String(error)]);
      const isNoticed = statuses.every((status) => status === 1 || status === 3);
      // Who cannot read it says so in words.
      const isRefused = typeof statuses[0] === 'string' && statuses[0].includes('neither a folder');
      if (!isNoticed && !isRefused) missed.push(`${file} ${place}: ${statuses.join()}`);
    }
    writeFileSync(file, good);
    return missed;
  }

  it('is accepted before', async () => {
    expect(await statusesOf(base.good)).toEqual(pythonIsHere ? [0, 0] : [0]);
    expect(await statusesOf(zip)).toEqual(pythonIsHere ? [0, 0] : [0]);
  });

  it('is noticed wherever it is changed in a zip', async () => {
    const random = randomOf(SEED);
    const { length } = readFileSync(zip);
    const places = Array.from({ length: RANDOM_PLACES }, () => Math.floor(random() * length));

    expect(await flipAll(zip, zip, places)).toEqual([]);
  }, 120_000);

  it('is noticed wherever it is changed in the records of a zip', async () => {
    const bytes = readFileSync(zip);
    const central = bytes.readUInt32LE(bytes.length - 6);
    const ends = Array.from({ length: 120 }, (_, n) => bytes.length - 120 + n);
    const starts = Array.from({ length: 45 }, (_, n) => n);
    const records = Array.from({ length: 120 }, (_, n) => central + n);

    expect(await flipAll(zip, zip, [...starts, ...records, ...ends])).toEqual([]);
  }, 120_000);

  it('is noticed wherever it is changed in the files of the seal', async () => {
    const files = (await walkFiles(base.good)).filter(({ path }) => isSealingFile(path));
    expect(files.length).toBe(10);
    for (const { path } of files) {
      const file = join(base.good, path);
      const { length } = readFileSync(file);
      // The three wrappings of one statement are long, and alike: every fortieth byte of them.
      const step = length > 1000 ? 40 : 1;
      const places = Array.from({ length: Math.ceil(length / step) }, (_, n) => n * step);

      expect(await flipAll(file, base.good, places)).toEqual([]);
    }
  }, 240_000);

  it('E18 makes the shell commands fail in whatever they cover (needs openssl, sha256sum)', async (context) => {
    if (spawnSync('openssl', ['version']).error !== undefined) context.skip('no openssl here');
    const folder = join(base.folder, 'shell');
    cpSync(base.good, folder, { recursive: true });
    const tools = makeToolFolder(join(base.folder, 'tools'));
    expect(verifiesInShell(folder, base.key, tools)).toBe(true);
    const random = randomOf(SEED);
    const covered = (await walkFiles(folder))
      .map(({ path }) => path)
      .filter(
        (path) =>
          !isSealingFile(path) || ['attestation.sig', 'attestation.statement.json'].includes(path),
      );
    const missed: string[] = [];
    // Every byte of the signature, and three of each other file.
    const signature = readFileSync(join(folder, 'attestation.sig'));
    const chosen = [...covered, ...covered, ...covered].map((path) => ({ path, at: random() }));
    const all = [...signature].map((_, n) => ({
      path: 'attestation.sig',
      at: n / signature.length,
    }));
    for (const { path, at } of [...chosen, ...all]) {
      const file = join(folder, path);
      const good = readFileSync(file);
      const bytes = Buffer.from(good);
      const place = Math.floor(at * bytes.length);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      if (verifiesInShell(folder, base.key, tools)) missed.push(`${path} ${place}`);
      writeFileSync(file, good);
    }

    expect(missed).toEqual([]);
    expect(covered.length).toBeGreaterThan(20);
  }, 120_000);
});
