import { createPublicKey, type KeyObject } from 'node:crypto';
import { EvidenceError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import type { LogEntry } from '#domain/log-entry.ts';
import { formatVkey, type NoteKey, noteKey } from '#merkle-log/signed-note.ts';
import {
  adoptNextKey,
  fileSigner,
  findAttestKey,
  makeNextKey,
  nextKey,
  openAttestKey,
  openLogKey,
} from './file-keys.ts';
import {
  currentKey,
  type KeyHistory,
  type KeyRecord,
  readHistory,
  rotationBytes,
  withKey,
  writeHistory,
} from './key-history.ts';
import { fingerprintOf, publicPem, type Signer } from './signer.ts';

/** Where the keys are; as `signing` of the configuration. */
export type KeySettings =
  | { readonly kind: 'file'; readonly directory: string }
  | { readonly kind: 'key-vault'; readonly key: string; readonly directory: string };

/** What the keys are opened with. */
export interface KeyTools {
  readonly settings: KeySettings;
  /** The evidence directory: `keys/history.json` is below it. */
  readonly evidence: string;
  /** Name of the log. */
  readonly origin: string;
  readonly now: () => Instant;
  /** A key of Key Vault by its identifier; throws an EvidenceError when it cannot be used. */
  readonly openVaultKey: (keyId: string, signal: AbortSignal) => Promise<Signer>;
  /** Told in constants, with the data beside. */
  readonly notice: (message: string, data: Readonly<Record<string, unknown>>) => void;
  /** For the evidence log: a key was made or replaced. */
  readonly tell: (entry: LogEntry) => Promise<void>;
}

/** The private half signs checkpoints, the public one verifies them. */
export interface LogKey {
  readonly privateKey: KeyObject;
  readonly key: NoteKey;
}

const DEVELOPMENT_KEY =
  'a development key was made: whoever can read this directory can sign as this monitor; in production name a Key Vault key in evidence.signing.keyVault';

const NOBODY_VOUCHED =
  'the replaced signing key cannot vouch for the new one: readers must be told of it in another way';

/** The log's key, made at first use; another name or key than the last one goes into history and log. */
export async function openLogKeyOf(tools: KeyTools): Promise<LogKey> {
  const { privateKey, isNew } = await openLogKey(tools.settings.directory);
  const key = noteKey(tools.origin, privateKey);
  const vkey = formatVkey(key);
  if (isNew) tools.notice(DEVELOPMENT_KEY, { purpose: 'log', vkey });
  const history = await readHistory(tools.evidence);
  if (currentKey(history, 'log')?.vkey !== vkey) {
    await install(tools, history, {
      ...describe(key.publicKey),
      purpose: 'log',
      algorithm: 'Ed25519',
      vkey,
      keyId: null,
      from: tools.now(),
      signedBy: null,
      signature: null,
    });
  }
  return { privateKey, key };
}

/** The key of attestations; a key that replaced another without `rotateKey` is vouched for by the older one where that can still sign. */
export async function openSigner(tools: KeyTools, signal: AbortSignal): Promise<Signer> {
  const history = await readHistory(tools.evidence);
  const current = currentKey(history, 'attest');
  const signer = await present(tools, current, signal);
  if (current?.fingerprint === fingerprintOf(signer.publicKey)) return signer;
  const older = await olderSigner(tools, current, signal);
  await install(tools, history, await attestRecord(tools, signer, current, older, signal));
  return signer;
}

/** Makes another key for attestations in the directory; the older one signs it, goes into the history and is gone. */
export async function rotateKey(tools: KeyTools, signal: AbortSignal): Promise<KeyRecord> {
  const older = await openSigner(tools, signal);
  const history = await readHistory(tools.evidence);
  const next = fileSigner(await makeNextKey(tools.settings.directory));
  const current = currentKey(history, 'attest');
  const record = await attestRecord(tools, next, current, older, signal);
  const installed = await install(tools, history, record);
  await adoptNextKey(tools.settings.directory);
  return installed;
}

async function present(
  { settings, openVaultKey, notice }: KeyTools,
  current: KeyRecord | undefined,
  signal: AbortSignal,
): Promise<Signer> {
  if (settings.kind === 'key-vault') return await openVaultKey(settings.key, signal);
  // A rotation that was cut off after the history was written is finished here.
  const waiting = await nextKey(settings.directory);
  if (waiting !== undefined && fingerprintOf(createPublicKey(waiting)) === current?.fingerprint)
    await adoptNextKey(settings.directory);
  const { privateKey, isNew } = await openAttestKey(settings.directory);
  const signer = fileSigner(privateKey);
  if (isNew) {
    const fingerprint = fingerprintOf(signer.publicKey);
    notice(DEVELOPMENT_KEY, { purpose: 'attest', fingerprint });
  }
  return signer;
}

/** The replaced key while it can still sign: an older version in Key Vault, or the file of development days. */
async function olderSigner(
  { settings, openVaultKey, notice }: KeyTools,
  current: KeyRecord | undefined,
  signal: AbortSignal,
): Promise<Signer | undefined> {
  if (current === undefined) return undefined;
  try {
    if (current.keyId !== null) return await openVaultKey(current.keyId, signal);
    const privateKey = await findAttestKey(settings.directory);
    const signer = privateKey === undefined ? undefined : fileSigner(privateKey);
    if (signer !== undefined && fingerprintOf(signer.publicKey) === current.fingerprint)
      return signer;
  } catch (error) {
    signal.throwIfAborted();
    notice(NOBODY_VOUCHED, { err: error });
  }
  return undefined;
}

async function attestRecord(
  { now, notice }: KeyTools,
  signer: Signer,
  current: KeyRecord | undefined,
  older: Signer | undefined,
  signal: AbortSignal,
): Promise<Omit<KeyRecord, 'to'>> {
  const record = {
    ...describe(signer.publicKey),
    purpose: 'attest',
    algorithm: 'ECDSA-P256-SHA256',
    vkey: null,
    keyId: signer.keyId,
    from: now(),
    signedBy: current?.fingerprint ?? null,
  } as const;
  if (older === undefined) return { ...record, signature: null };
  try {
    const signature = await older.sign(rotationBytes(record), signal);
    return { ...record, signature: Buffer.from(signature).toString('base64') };
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    notice(NOBODY_VOUCHED, { err: error });
    return { ...record, signature: null };
  }
}

async function install(
  { evidence, tell }: KeyTools,
  history: KeyHistory,
  record: Omit<KeyRecord, 'to'>,
): Promise<KeyRecord> {
  const whole: KeyRecord = { ...record, to: null };
  const action = currentKey(history, record.purpose) === undefined ? 'made' : 'replaced';
  await tell({ type: 'key', at: record.from, body: { action, ...record } });
  await writeHistory(evidence, withKey(history, whole));
  return whole;
}

function describe(publicKey: KeyObject) {
  return { fingerprint: fingerprintOf(publicKey), publicKey: publicPem(publicKey) };
}
