import { canonicalJson } from './canonical-json.ts';

/** How the container protects what is in it; only `locked` keeps its owner from deleting. */
export type BlobProtection =
  | { readonly state: 'locked'; readonly until: string }
  | { readonly state: 'unlocked' | 'none' | 'unknown'; readonly detail: string };

/** What became of an anchor at a sealing. */
export interface AnchorState {
  readonly kind: 'rfc3161' | 'immutableBlob';
  /** `absent`: none is configured; `failed`: configured, but `detail` came between. */
  readonly status: 'present' | 'absent' | 'failed';
  readonly detail: string;
}

/** Time from an authority, for a signature. */
export interface TimeStamper {
  readonly url: string;
  /** The DER of a checked TimeStampResp; throws an EvidenceError. */
  stamp(data: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
}

/** A place in which what is put cannot be changed; every call throws an EvidenceError for what can be expected to go wrong. */
export interface BlobAnchor {
  /** Puts the checkpoint there, once, and reads back how it is protected. */
  keepCheckpoint(note: string, size: number, signal: AbortSignal): Promise<BlobProtection>;
  /** The newest checkpoint of this log there; undefined when there is none. */
  newestCheckpoint(signal: AbortSignal): Promise<string | undefined>;
  /** Puts a file there, once. */
  keepFile(name: string, path: string, signal: AbortSignal): Promise<void>;
}

/** How the protection is named in manifest and statement. */
export function anchorName(protection: BlobProtection): string {
  switch (protection.state) {
    case 'locked':
      return `immutableBlob:Locked:${protection.until.slice(0, 10)}`;
    case 'unlocked':
      return 'immutableBlob:Unlocked';
    case 'none':
      return 'immutableBlob:None';
    case 'unknown':
      return 'immutableBlob:Unknown';
  }
}

/** One line on how it is protected. */
export function protectionText(protection: BlobProtection): string {
  return protection.state === 'locked'
    ? `locked until ${protection.until}`
    : `${protection.state}: ${protection.detail}`;
}

/** `log/anchors.json`. */
export function anchorsText(anchors: readonly AnchorState[]): string {
  return [...canonicalJson({ anchors })].join('');
}
