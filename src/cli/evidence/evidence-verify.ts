import { existsSync, readFileSync } from 'node:fs';
import { configured } from '#cli/configured.ts';
import type { Command, CommonOptions, Terminal, Workbench } from '#cli/workbench.ts';
import { ConfigurationError, EvidenceError, PostureError } from '#domain/errors.ts';
import { historyText, readHistory } from '#evidence/keys/key-history.ts';
import { type Verification, verifyBundle } from '#evidence/verify-bundle.ts';
import { parseTrusted, type TrustedKey } from '#evidence/verify-keys.ts';
import { readPrior } from '#evidence/verify-log.ts';
import { isSnapshot } from './evidence-path.ts';
import { snapshotNamed } from './snapshot-result.ts';

export interface VerifyOptions extends CommonOptions {
  readonly arguments: readonly string[];
  readonly key?: string;
  readonly prior?: string;
  readonly format: 'text' | 'json';
  /** The same as `--format json`. */
  readonly json?: boolean;
}

const WORDS = {
  0: 'VERIFIED',
  1: 'ALTERED',
  2: 'VERIFIED, but incomplete',
  3: 'NOT VERIFIED: nobody whom you trust vouches for it',
} as const;

/**
 * `posture evidence verify`: offline, and without a configuration for a path and a key. 0 verified; 1 altered; 2 verified but
 * incomplete; 3 it cannot be read, or no trusted key vouches for it.
 */
export const evidenceVerify: Command<VerifyOptions> = async (workbench, terminal, options) => {
  const path = await pathOf(workbench, options);
  const { keys, from } = await trustedKeys(workbench, options);
  const prior = options.prior === undefined ? {} : { prior: readPrior(options.prior) };
  const verification = await verifyBundle(path, { trusted: keys, ...prior });
  if (options.json === true || options.format === 'json') {
    const { status } = verification;
    const told = {
      schemaVersion: '1',
      path,
      result: WORDS[status],
      trusted: from,
      ...verification,
    };
    terminal.stdout.write(`${JSON.stringify(told, undefined, 2)}\n`);
  } else {
    tell(terminal, path, from, verification);
  }
  return verification.status;
};

function tell(
  { stdout }: Terminal,
  path: string,
  from: string | null,
  { status, altered, untrusted, incomplete, stated, files, bytes, sealed }: Verification,
): void {
  const groups = { altered, untrusted, incomplete, note: stated };
  for (const [word, remarks] of Object.entries(groups))
    for (const remark of remarks) stdout.write(`${word}  ${remark.path}: ${remark.message}\n`);
  if (sealed !== null) {
    const trust = from === null ? 'no trusted key was given' : `trusted: ${from}`;
    stdout.write(`sealed ${sealed.at} by ${sealed.key} (${trust})\n`);
  }
  if (status === 3 && sealed !== null)
    stdout.write(
      'It is self-consistent. That proves nothing about who sealed it: get the public key from the publisher and give it with --key.\n',
    );
  stdout.write(`${WORDS[status]}  ${path}: ${files} files, ${bytes} bytes\n`);
}

/** --key, or the keys of this installation: the operator verifies what is his own. */
async function trustedKeys(
  workbench: Workbench,
  options: VerifyOptions,
): Promise<{ readonly keys: readonly TrustedKey[]; readonly from: string | null }> {
  if (options.key !== undefined) {
    const keys = parseTrusted(readKeyFile(options.key));
    if (keys.length > 0) return { keys, from: options.key };
    throw new EvidenceError(
      'EVIDENCE_NO_KEY',
      `${options.key} holds no ECDSA P-256 public key (PEM, or a published list of keys).`,
    );
  }
  try {
    const { directory } = configured(workbench, options).evidence;
    const keys = parseTrusted(historyText(await readHistory(directory)));
    return { keys, from: keys.length === 0 ? null : `the keys of this installation, ${directory}` };
  } catch (error) {
    // A bundle is verified anywhere: without a configuration there is just nobody to trust.
    if (error instanceof PostureError) return { keys: [], from: null };
    throw error;
  }
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new EvidenceError('EVIDENCE_NO_KEY', `${path} cannot be read.`, { cause });
  }
}

async function pathOf(workbench: Workbench, options: VerifyOptions): Promise<string> {
  const [wanted] = options.arguments;
  if (wanted !== undefined && (existsSync(wanted) || isSnapshot(wanted))) return wanted;
  try {
    const { directory } = configured(workbench, options).evidence;
    return (await snapshotNamed(directory, wanted)).path;
  } catch (error) {
    // Whoever named a file that is not there is not helped by what is wrong with the configuration.
    if (!(error instanceof ConfigurationError) || wanted === undefined) throw error;
    throw new EvidenceError(
      'EVIDENCE_UNREADABLE',
      `"${wanted}" is neither a file, nor a folder, nor the name of a snapshot.`,
      { cause: error },
    );
  }
}
