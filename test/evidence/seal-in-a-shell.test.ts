import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { README } from '#evidence/snapshot-layout.ts';
import { temporaryDirectory } from '../harness/evidence-store.ts';
import { sealedSnapshot } from '../harness/sealed.ts';

/** E18, word for word; `attest-p256.pem` comes from outside the bundle. */
const WHO = String.raw`(printf 'DSSEv1 28 application/vnd.in-toto+json %d ' $(wc -c <attestation.statement.json); cat attestation.statement.json) | openssl dgst -sha256 -verify attest-p256.pem -signature attestation.sig`;
const WHAT = String.raw`grep -c "$(sha256sum <SHA256SUMS | cut -d' ' -f1)" attestation.statement.json && sha256sum --strict -c SHA256SUMS`;

const hasTools = ['openssl', 'sha256sum'].every(
  (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined,
);

function shell(command: string, folder: string): number | null {
  return spawnSync('sh', ['-c', command], { cwd: folder, stdio: 'ignore' }).status;
}

/** A copy as an auditor has it, with the key fetched from elsewhere beside it. */
function taken(path: string, keys: string): string {
  const folder = join(temporaryDirectory(), 'taken');
  cpSync(path, folder, { recursive: true });
  writeFileSync(join(folder, 'attest-p256.pem'), keys);
  return folder;
}

function alterByte(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0x01;
  writeFileSync(path, bytes);
}

function text(path: string, name: string): string {
  return readFileSync(join(path, name), 'utf8');
}

describe('a sealed snapshot in a shell', () => {
  it.skipIf(!hasTools)(
    'E18 is verified by openssl and sha256sum in a shell (needs both), as README.txt says',
    async () => {
      const { path } = await sealedSnapshot(temporaryDirectory());
      const folder = taken(path, text(path, 'keys/attest-p256.pem'));

      expect(shell(WHO, folder)).toBe(0);
      expect(shell(WHAT, folder)).toBe(0);
      expect(README).toContain(WHO);
      expect(README).toContain(WHAT);
      expect(README.trimEnd().split('\n')).toHaveLength(12);
    },
  );

  it.skipIf(!hasTools).each([
    ['attestation.statement.json', 40],
    ['attestation.sig', 20],
    ['SHA256SUMS', 3],
    ['manifest.json', 30],
    ['results/results.csv', 10],
    ['raw/index.ndjson', 10],
    ['keys/history.json', 30],
  ])(
    'E18 fails in the shell after one byte of %s was changed (needs openssl and sha256sum)',
    async (file, at) => {
      const { path } = await sealedSnapshot(temporaryDirectory());
      const folder = taken(path, text(path, 'keys/attest-p256.pem'));

      alterByte(join(folder, file), at);

      expect([shell(WHO, folder), shell(WHAT, folder)]).not.toEqual([0, 0]);
    },
  );

  it.skipIf(!hasTools)('E18 fails with the key of somebody else (needs openssl)', async () => {
    const { path } = await sealedSnapshot(temporaryDirectory());
    const other = await sealedSnapshot(temporaryDirectory());
    const folder = taken(path, text(other.path, 'keys/attest-p256.pem'));

    expect(shell(WHO, folder)).not.toBe(0);
  });
});
