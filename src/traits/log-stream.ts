import type { Named } from './named.ts';
import type { Place } from './place.ts';
import type { Said } from './said.ts';

/** Records of one kind that a resource writes when it is told to. */
export interface LogStream extends Named {
  /** In words, e.g. `audit events`. */
  readonly what: string;
  /** Whether they are written to a destination that keeps them. */
  readonly state: Said<'written' | 'not-written'>;
  /** Where they go. */
  readonly to: readonly Place[];
}
