import type { Cell } from '#traits/cell.ts';
import type { Translation } from '#traits/trait.ts';
import type { ZoneSpread } from '#traits/zone-spread.ts';
import type { About } from '../define-resource-type.ts';
import { zonesByFlag } from '../zones.ts';
import { backedUpElsewhere } from './replication.ts';

/** A database says it; a secondary waits for the loss of its primary, which is what serves and is asked. */
export function databaseZones(own: Cell, links: Cell, about: About): Translation<ZoneSpread> {
  const primary = backedUpElsewhere({ own, links, about });
  if (primary === undefined) return [zonesByFlag(own.at('properties/zoneRedundant'), 'database')];
  return 'elsewhere' in primary
    ? { ...primary, because: `${about.name} is a copy for the loss of its primary, which serves` }
    : primary;
}
