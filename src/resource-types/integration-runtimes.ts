import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { andThen, type Said } from '#traits/said.ts';

/** Where the integration runtimes of a factory or workspace work on data, on its way: no copy stays. */
export function runtimePlaces(runtimes: Cell): readonly Place[] {
  const rows = runtimes.list();
  if (!rows.said) return [{ kind: 'replica', what: 'integration runtimes', region: rows }];
  return rows.value.map((row): Place => {
    const name = row.at('name').text();
    const what = `integration runtime ${name.said ? name.value : 'without a name'}`;
    return { kind: 'replica', what, region: runtimeRegion(row) };
  });
}

function runtimeRegion(row: Cell): Said<string> {
  const type = row.at('properties/type').oneOf({ Managed: 'azure', SelfHosted: 'owner' } as const);
  return andThen(type, (where): Said<string> => {
    if (where === 'owner')
      return row
        .at('properties/type')
        .notUnderstood('It is a machine of the owner’s, wherever that is');
    const location = row.at('properties/typeProperties/computeProperties/location');
    return andThen(
      location.text(),
      (text): Said<string> =>
        text.toLowerCase() === 'autoresolve'
          ? location.notUnderstood('It works in the region of what it writes to')
          : location.text(),
    );
  });
}
