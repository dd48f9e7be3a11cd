import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** What E18's first two commands need. */
const TOOLS = ['openssl', 'sha256sum', 'cut', 'cat', 'wc', 'grep'];

/** A folder with E18's tools and nothing else: a PATH of it has no node. */
export function makeToolFolder(folder: string): string {
  mkdirSync(folder);
  for (const tool of TOOLS) {
    const found = execFileSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' });
    symlinkSync(found.trim(), join(folder, tool));
  }
  return folder;
}

/** Whether E18's first two commands, as README.txt has them, accept a snapshot in a shell that finds no node. */
export function verifiesInShell(snapshot: string, key: string, tools: string): boolean {
  const commands = `set -e
command -v node && exit 99
(printf 'DSSEv1 28 application/vnd.in-toto+json %d ' $(wc -c <attestation.statement.json); cat attestation.statement.json) |
  openssl dgst -sha256 -verify "$KEY" -signature attestation.sig
grep -c "$(sha256sum <SHA256SUMS | cut -d' ' -f1)" attestation.statement.json && sha256sum --strict -c SHA256SUMS`;
  try {
    execFileSync('/bin/sh', ['-c', commands], {
      cwd: snapshot,
      env: { PATH: tools, KEY: key },
      stdio: 'ignore',
    });
    return true;
  } catch (error) {
    const status = error instanceof Error && 'status' in error ? error.status : undefined;
    if (status === 99) throw new Error('the shell found a node', { cause: error });
    return false;
  }
}
