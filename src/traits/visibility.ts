import type { Named } from './named.ts';
import type { Said } from './said.ts';

/** How a statement's scope in one subscription is seen; the engine says it. */
export interface Visibility extends Named {
  /** Not said where something in it was not read. */
  readonly resourcesInScope: Said<number>;
}
