import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreError } from '#domain/errors.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { keptScan, snapshotInput } from '../../harness/evidence-store.ts';
import { claimResult, databaseId } from '../../harness/findings.ts';
import { postureEvidence } from '../../harness/posture-evidence.ts';
import { scanResult } from '../../harness/scan-result.ts';
import { sharedPath } from '../../harness/shared.ts';

/** As it is where a part of the configuration was scanned only. */
async function noState(): Promise<never> {
  return await Promise.reject(new StoreError('STORE_ABSENT', 'There is none.'));
}

describe('posture evidence statement and sample', () => {
  const folder = mkdtempSync(join(tmpdir(), 'statement-'));
  const text = join(folder, 'flinker.txt');
  let snapshot = '';

  const posture = async (...args: readonly string[]) =>
    await postureEvidence(
      { environment: { POSTURE_STATE: folder }, openStateReader: noState },
      ...args,
    );

  beforeAll(async () => {
    const directory = join(folder, 'evidence');
    const { store, result } = await keptScan(directory);
    const claims = [
      ...result.claims,
      claimResult([], { document: 'flinker', id: 'flinker.encryption-at-rest', status: 'broken' }),
    ];
    const { path } = await writeSnapshot(
      snapshotInput(directory, store, scanResult(claims, { scan: { id: 'scan-0001' } })),
      new AbortController().signal,
    );
    snapshot = path;
    writeFileSync(text, 'All our personal data are encrypted. Nothing else is promised.');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('marks the claims in the text; what is not in it is listed, and what was not looked at is not known', async () => {
    const { exitCode, stdout } = await posture('statement', 'flinker', '--text', text);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('<mark class="bad">All our personal data are encrypted.</mark>');
    expect(stdout).toContain('Of 31 claims 0 were verified and hold');
    expect(stdout).toContain('<h2>Not found in the text</h2>');
    expect(stdout).toMatch(/<\/svg> not known</u);
    expect(stdout).not.toMatch(/<\/svg> holds</u);
  });

  it('without a text goes by section, into a file', async () => {
    const file = join(folder, 'page.html');
    const { exitCode, stdout } = await posture('statement', 'flinker', '--out', file);

    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(readFileSync(file, 'utf8')).toContain('<h2>2. Encryption of Personal Data</h2>');
  });

  it.each([
    ['an unknown document', ['statement', 'nobody'], 'is no document'],
    [
      'a text that is not there',
      ['statement', 'flinker', '--text', 'no.txt'],
      'no.txt cannot be read',
    ],
    ['an unknown snapshot', ['statement', 'flinker', '--snapshot', '1999'], '1999'],
    ['a count that is none', ['sample', '--seed', 'a', '--count', '0'], '--count "0"'],
    ['a seed of two lines', ['sample', '--seed', 'a\nb', '--count', '1'], '--seed'],
    [
      'a file that cannot be written',
      ['statement', 'flinker', '--out', '/no/such/folder/x'],
      '/no/such/folder/x',
    ],
  ])('refuses %s with one clear error', async (_, args, words) => {
    const { exitCode, stdout, stderr } = await posture(...args);

    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toContain(words);
  });

  it('E9: draws from the population of the snapshot, and tells how to draw again', async () => {
    const { exitCode, stdout } = await posture('sample', '--seed', 'a', '--count', '5');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('1 of 1 resources of');
    expect(stdout).toContain(databaseId('db1'));
    expect(stdout).toContain('sha256sum');
  });

  it.skipIf(!existsSync(sharedPath('documents')))(
    'marks every claim of the published text (left out where the texts are not at hand)',
    async () => {
      const { stdout } = await posture(
        'statement',
        'flinker',
        '--text',
        sharedPath('documents', 'flinker.txt'),
      );

      expect(stdout).not.toContain('Not found in the text');
      expect(stdout.match(/id="claim-/gu)).toHaveLength(31);
    },
  );

  it('tells nothing of a snapshot whose result was altered', async () => {
    appendFileSync(join(snapshot, 'results/result.json'), ' ');
    const { exitCode, stderr } = await posture('statement', 'flinker');

    expect(exitCode).toBe(3);
    expect(stderr).toContain('results/result.json');
  });
});
