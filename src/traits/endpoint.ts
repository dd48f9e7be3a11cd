import type { Named } from './named.ts';
import type { Said } from './said.ts';

/** TLS versions in their order; `none`: no minimum is demanded. */
export const TLS_VERSIONS = ['none', '1.0', '1.1', '1.2', '1.3'] as const;
export type TlsVersion = (typeof TLS_VERSIONS)[number];

/** Whether a version is at least another. */
export function isAtLeastTls(version: TlsVersion, minimum: TlsVersion): boolean {
  return TLS_VERSIONS.indexOf(version) >= TLS_VERSIONS.indexOf(minimum);
}

/** From where an endpoint can be reached. */
export type Reach =
  | { readonly is: 'private' }
  /** Only from these many public IPv4 addresses; not `isWhole`: and from others that a rule names in words not understood. */
  | { readonly is: 'some'; readonly addresses: number; readonly isWhole: boolean }
  | { readonly is: 'internet' };

/**
 * Something of a resource that clients talk to. Where transport and reach cost different answers, a type says them in two pieces
 * (`only(['transport'], …)`, `only(['reach'], …)`), each of which is read for the questions on it alone.
 */
export interface Endpoint extends Named {
  /** In words, e.g. `SMB file shares`. */
  readonly what: string;
  /** The oldest version that it accepts. Absent: it speaks another protocol (SMB, NFS, SSH), of which `plainText` alone is asked. */
  readonly oldestTls?: Said<TlsVersion>;
  /** Absent: another piece says it. */
  readonly plainText?: Said<'refused' | 'accepted'>;
  /** Absent: what the type says of it is not read yet, and every question after it is unknown. */
  readonly reach?: Said<Reach>;
  /** Whether a shared key opens it where a role could; absent: it has none. */
  readonly keys?: Said<'accepted' | 'refused'>;
}
