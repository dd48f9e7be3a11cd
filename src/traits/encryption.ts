import type { Named } from './named.ts';
import type { Said } from './said.ts';

/** One layer or part of a resource that is encrypted at rest, or not. */
export interface Encryption extends Named {
  /** In words, e.g. `blob service`. */
  readonly what: string;
  readonly state: Said<'on' | 'off'>;
  /** Absent: the platform's own key is the only one that the part can have. */
  readonly key?: Said<EncryptionKey>;
  /** Whether a second layer below the first encrypts once more; absent: the part has no such setting. */
  readonly second?: Said<'on' | 'off'>;
}

/** Whose key it is; a customer's with the address under which it lies, where Azure says so. */
export type EncryptionKey =
  | { readonly of: 'platform' }
  | { readonly of: 'customer'; readonly address: string | null };
