import type { Cell, Unset } from '#traits/cell.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';
import type { ZoneSpread } from '#traits/zone-spread.ts';
import { regionRow } from './subscription-regions.ts';

type Spread = 'several' | 'one';

/** By a member that says whether it is spread over zones. */
export function zonesByFlag(member: Cell, what: string, unset?: Unset<Spread>): ZoneSpread {
  const words = { true: 'several', false: 'one', Enabled: 'several', Disabled: 'one' } as const;
  return { what, spread: member.oneOf<Spread>(words, unset) };
}

/** By the list of zones that it lies in. `unset`: what it means that there is none. */
export function zonesByList(zones: Cell, what: string, unset?: Unset<Spread>): ZoneSpread {
  const none = unset === undefined ? undefined : zones.oneOf<Spread>({}, unset);
  const spread = andThen(zones.list(), (rows) =>
    map(
      everyOne(rows.map((row) => row.text())),
      (names): Spread => (new Set(names).size > 1 ? 'several' : 'one'),
    ),
  );
  return { what, spread: none?.said === true ? none : spread };
}

/** By the redundancy that the name of a size ends in (`Standard_GZRS`). */
export function zonesBySku(name: Cell, what: string): ZoneSpread {
  const spread = andThen(name.text(), (text): Said<Spread> => {
    const redundancy = /_(LRS|GRS|RAGRS|ZRS|GZRS|RAGZRS)$/iu.exec(text)?.[1];
    return redundancy === undefined
      ? name.notUnderstood(`Whether ${text} is spread over zones is not known here`)
      : name.means(/ZRS$/iu.test(redundancy) ? 'several' : 'one');
  });
  return { what, spread };
}

/** By its region, of what Azure spreads by itself wherever that has zones: Azure's list of locations names those. */
export function zonesOfRegion(location: Said<string>, regions: Cell, what: string): ZoneSpread {
  const spread = andThen(regionRow(regions, location), (row): Said<Spread> => {
    const zones = row.at('availabilityZoneMappings');
    return andThen(zones.isThere(), (isThere): Said<Spread> => {
      if (!isThere) return row.means('one');
      return map(zones.list(), (rows): Spread => (rows.length > 1 ? 'several' : 'one'));
    });
  });
  return { what, spread };
}
