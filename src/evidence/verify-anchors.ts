import type { AnchorState } from './anchors.ts';
import { isCanonicalJson } from './canonical-json.ts';
import type { Manifest } from './manifest.ts';
import { timeStampFault } from './time-stamp-messages.ts';
import { type BundleSource, readText, readWhole } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';

const FILE = 'log/anchors.json';
const STAMP_FILE = 'attestation.tsr';
/** What an absent anchor says of itself: the file is not signed, so that it may say nothing freely. */
const ABSENT: Readonly<Record<AnchorState['kind'], string>> = {
  immutableBlob: 'no immutable container is configured',
  rfc3161: 'no time stamp authority is configured',
};

/** Holds what became of the anchors against what was configured, and the time stamp against the signature. */
export function verifyAnchors(source: BundleSource, manifest: Manifest, remarks: Remarks): void {
  const text = readText(source, FILE, remarks);
  const anchors = text === undefined ? undefined : parseAnchors(text);
  if (anchors === undefined || !isCanonicalJson({ anchors }, text ?? '')) {
    remarks.alter(FILE, 'does not say what became of each anchor');
    return;
  }
  for (const anchor of anchors) {
    const { kind, status, detail } = anchor;
    const isConfigured = manifest.anchorsConfigured.some((name) => name.split(':')[0] === kind);
    if ((status === 'absent') === isConfigured)
      remarks.alter(FILE, `contradicts the manifest about ${kind}`);
    if (status === 'absent' && detail !== ABSENT[kind])
      remarks.alter(FILE, `says of ${kind} what it never does`);
    if (status === 'failed') remarks.miss(FILE, `${kind} was configured and failed: ${detail}`);
    if (kind === 'immutableBlob' && status === 'present' && !detail.startsWith('locked until '))
      remarks.miss(FILE, `${kind} does not keep its owner from deleting: ${detail}`);
  }
  const isStamped = anchors.some(({ kind, status }) => kind === 'rfc3161' && status === 'present');
  const stamp = readWhole(source, STAMP_FILE, remarks);
  const signature = readWhole(source, 'attestation.sig', remarks);
  if (isStamped !== (stamp !== undefined))
    remarks.alter(STAMP_FILE, `is there or missing against what ${FILE} says`);
  if (stamp === undefined || signature === undefined) return;
  const fault = timeStampFault(stamp, signature);
  if (fault !== undefined) remarks.alter(STAMP_FILE, fault);
}

function parseAnchors(text: string): readonly AnchorState[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Remarked by the caller.
    return undefined;
  }
  const anchors =
    typeof value === 'object' && value !== null && 'anchors' in value ? value.anchors : [];
  if (!Array.isArray(anchors) || !anchors.every(isAnchor)) return undefined;
  const kinds = anchors.map(({ kind }) => kind).join();
  return kinds === 'immutableBlob,rfc3161' ? anchors : undefined;
}

function isAnchor(value: unknown): value is AnchorState {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, status, detail } = value as Partial<Record<keyof AnchorState, unknown>>;
  return (
    (kind === 'immutableBlob' || kind === 'rfc3161') &&
    (status === 'present' || status === 'absent' || status === 'failed') &&
    typeof detail === 'string'
  );
}
