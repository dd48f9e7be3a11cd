import type { Named } from './named.ts';
import type { Said } from './said.ts';

/** Over how many availability zones of its region something is spread. */
export interface ZoneSpread extends Named {
  /** In words: `database`, `node pool system`. */
  readonly what: string;
  /** `several`: it goes on when one of them is lost. `one`: it lies in one, whichever that is, or its region has none. */
  readonly spread: Said<'several' | 'one'>;
}
