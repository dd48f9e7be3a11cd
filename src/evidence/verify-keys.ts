import type { Instant } from '#domain/instant.ts';
import { historyText, isVouchedFor, type KeyRecord, parseHistory } from './keys/key-history.ts';
import { fingerprintOf } from './keys/signer.ts';
import { type BundleSource, readText } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';
import { parseP256 } from './verify-signature.ts';
import { isInstant } from './verify-statement.ts';

const FILE = 'keys/history.json';
const KEY_FILE = 'keys/attest-p256.pem';

/** A key that the reader trusts, from outside the bundle. */
export interface TrustedKey {
  readonly fingerprint: string;
  /** When it counts; null: without a limit that way. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** The keys for attestations in a PEM file, or in a list as it is published (`{ keys: [{ publicKey, from, to … }] }`); none for any other text. */
export function parseTrusted(text: string): readonly TrustedKey[] {
  const listed = listedKeys(text);
  const candidates = listed ?? [{ publicKey: text.replaceAll('\r\n', '\n') }];
  return candidates.flatMap(({ publicKey, purpose, from, to }) => {
    const key = typeof publicKey === 'string' ? parseP256(publicKey) : undefined;
    if (key === undefined || (purpose !== undefined && purpose !== 'attest')) return [];
    return { fingerprint: fingerprintOf(key), from: instantOrNull(from), to: instantOrNull(to) };
  });
}

/** The keys of the bundle's history, with whatever does not fit together in it remarked. */
export function verifyHistory(source: BundleSource, remarks: Remarks): readonly KeyRecord[] {
  const text = readText(source, FILE, remarks);
  const history = text === undefined ? undefined : parseHistory(text);
  if (history === undefined || historyText(history) !== text) {
    remarks.alter(FILE, 'is no history of keys as one is written');
    return [];
  }
  for (const record of history.keys) {
    const { purpose, fingerprint, publicKey, from, to, signature, signedBy } = record;
    const key = purpose === 'attest' ? parseP256(publicKey) : undefined;
    if (purpose === 'attest' && (key === undefined || fingerprintOf(key) !== fingerprint))
      remarks.alter(FILE, `gives a key another fingerprint than it has: ${fingerprint}`);
    if (!isInstant(from) || (to !== null && (!isInstant(to) || to < from)))
      remarks.alter(FILE, `gives ${fingerprint} a time that is none`);
    const isKnown = history.keys.some((older) => older.fingerprint === signedBy);
    if (signature !== null && isKnown && !isVouched(record, history.keys))
      remarks.alter(FILE, `says that ${signedBy} vouched for ${fingerprint}, which is not so`);
  }
  for (const purpose of ['attest', 'log'] as const)
    checkWindows(
      history.keys.filter((key) => key.purpose === purpose),
      remarks,
    );
  return history.keys;
}

/** The key that was used must have counted when the entry was made, by the bundle's own history. */
export function verifyWindow(
  keys: readonly KeyRecord[],
  purpose: KeyRecord['purpose'],
  isUsed: (key: KeyRecord) => boolean,
  at: Instant,
  remarks: Remarks,
): void {
  const counted = keys.some((key) => key.purpose === purpose && isUsed(key) && isWithin(key, at));
  if (!counted)
    remarks.alter(FILE, `says that the ${purpose} key that was used did not count at ${at}`);
}

/**
 * Whether a key from outside vouches for the one that signed: it is that key and its time has not passed, or it is an older one from
 * which signed successions lead to it. Never the other way round: whoever makes a key can let it "vouch" for the trusted one.
 */
export function verifyTrust(
  trusted: readonly TrustedKey[],
  keys: readonly KeyRecord[],
  used: string,
  at: Instant,
  remarks: Remarks,
): void {
  if (trusted.length === 0) {
    remarks.distrust(
      KEY_FILE,
      `no trusted key was given: the bundle agrees with itself, and names ${used} as its own key`,
    );
    return;
  }
  const own = trusted.filter(({ fingerprint }) => fingerprint === used);
  if (own.length > 0) {
    if (!own.some((key) => isWithin(key, at)))
      remarks.distrust(KEY_FILE, `is a trusted key, but did not count at ${at}`);
    return;
  }
  // A list that says when a key ended names its successors too: such a key hands over to nobody else.
  const reached = new Set(trusted.filter(({ to }) => to === null).map((key) => key.fingerprint));
  for (let grew = true; grew; ) {
    const next = keys.find(
      (key) =>
        key.purpose === 'attest' &&
        !reached.has(key.fingerprint) &&
        key.signedBy !== null &&
        reached.has(key.signedBy) &&
        isVouched(key, keys),
    );
    grew = next !== undefined;
    if (next !== undefined) reached.add(next.fingerprint);
  }
  if (!reached.has(used))
    remarks.distrust(KEY_FILE, `${used} is not the trusted key, and no trusted key vouches for it`);
}

function isVouched(record: KeyRecord, keys: readonly KeyRecord[]): boolean {
  try {
    return isVouchedFor(record, { keys });
  } catch {
    // The older key cannot be read: it vouches for nothing.
    return false;
  }
}

function checkWindows(keys: readonly KeyRecord[], remarks: Remarks): void {
  keys.forEach((key, n) => {
    const next = keys[n + 1];
    if (next !== undefined && key.to !== next.from)
      remarks.alter(FILE, `lets ${key.fingerprint} end at another time than the next one begins`);
  });
}

function isWithin({ from, to }: Pick<TrustedKey, 'from' | 'to'>, at: Instant): boolean {
  return (from === null || from <= at) && (to === null || at < to);
}

function instantOrNull(value: unknown): Instant | null {
  return typeof value === 'string' && isInstant(value) ? value : null;
}

function listedKeys(text: string): readonly Readonly<Record<string, unknown>>[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // A PEM file is no JSON.
    return undefined;
  }
  const keys = typeof value === 'object' && value !== null && 'keys' in value ? value.keys : [];
  // Members of objects alone are read, each checked where it is.
  return Array.isArray(keys)
    ? keys.filter((key): key is Record<string, unknown> => typeof key === 'object' && key !== null)
    : [];
}
