import type { Named } from './named.ts';
import type { Said } from './said.ts';
import type { Subject } from './subject.ts';

/** Who runs what is below a resource; the engine says it of every resource, by its type. */
export interface Running extends Named {
  /** The type, as Azure spells it. */
  readonly what: string;
  readonly by: Said<Subject['runs']>;
}
