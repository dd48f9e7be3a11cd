import type { Instant } from '#domain/instant.ts';
import type { Named } from './named.ts';
import type { Said } from './said.ts';

/** How something that keeps keys or backups is guarded against loss and misuse. */
export interface Keeping extends Named {
  /** In words, e.g. `key vault`. */
  readonly what: string;
  /** For how many days what is deleted can be brought back; 0: not at all. */
  readonly recoverableDays: Said<number>;
  /** Whether what was deleted can be destroyed before those days are over; absent: it has no such setting. */
  readonly purge?: Said<'refused' | 'allowed'>;
  /** Who decides who may; absent: it has no such setting. */
  readonly access?: Said<'roles' | 'policies'>;
  /** Whether backups in it can be shortened or taken away; absent: it keeps none. */
  readonly immutability?: Said<'locked' | 'unlocked' | 'off'>;
}

/** A key, secret or certificate, and when it ends. */
export interface Lifetime extends Named {
  readonly what: string;
  /** Nobody can use it; what it says of itself then does not matter. */
  readonly enabled: Said<boolean>;
  /** null: never. */
  readonly expires: Said<Instant | null>;
  /** Whether a policy of its own makes new versions in time; absent: nothing can. */
  readonly rotation?: Said<'rotates' | 'stays'>;
  /** When its current version was made. */
  readonly created?: Said<Instant>;
  /** Absent: it is no key. */
  readonly strength?: Said<KeyStrength>;
}

export interface KeyStrength {
  /** As Azure names it, e.g. `RSA-HSM`. */
  readonly type: string;
  /** Of an RSA key. */
  readonly bits: number | null;
  /** Of an elliptic curve. */
  readonly curve: string | null;
}
