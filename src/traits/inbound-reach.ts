import { type Addresses, countOf, united } from './addresses.ts';
import type { Reach } from './endpoint.ts';
import type { Inbound, PortRange } from './inbound.ts';
import { type Opening, openingAt } from './opening.ts';
import { andThen, everyOne, join, map, notSaid, type Said, said } from './said.ts';

/** So many public addresses are the internet at large: more than any /8 has. */
const AT_LARGE = 2 ** 24;

/** From where anything of a machine can be reached, on whatever port. */
export function reachOf(items: readonly Inbound[]): Said<Reach> {
  return andThen(everyOne(items.map(openingsOf)), (lists): Said<Reach> => {
    const openings = lists.flat();
    const from = join(items.flatMap(({ ways, filters }) => [ways.from, filters.from]));
    const surely = allOf(openings.map((opening) => opening.surely));
    const perhaps = allOf(openings.map((opening) => opening.perhaps));
    if (perhaps.length === 0) return said({ is: 'private' }, from);
    const addresses = countOf(surely);
    if (addresses > AT_LARGE) return said({ is: 'internet' }, from);
    const doubt = openings.find((opening) => opening.doubt !== undefined)?.doubt;
    if (doubt !== undefined) return notSaid(doubt.why, from, doubt.problem);
    const isWhole = countOf(perhaps) === addresses;
    return said({ is: 'some', addresses, isWhole }, from);
  });
}

function allOf(lists: readonly Addresses[]): Addresses {
  return united(lists.flat());
}

/** Of all ports: what is said of one changes only where a way or a rule begins or ends. */
function openingsOf(item: Inbound): Said<readonly Opening[]> {
  const { ways, filters, above } = item;
  if (!ways.said) return ways;
  if (ways.value.length === 0)
    return above === undefined || above.said ? said([], ways.from) : above;
  return andThen(filters, (groups) => {
    const named = [
      ...ways.value.map(({ ports }) => ports),
      ...groups.flatMap(({ rules }) => rules.map(({ ports }) => ports)),
    ];
    const ports = new Set(named.flatMap((ranges) => edgesOf(ranges)));
    return map(
      everyOne(
        [...ports, 1].flatMap((port) => [
          openingAt(item, port, 'tcp'),
          openingAt(item, port, 'udp'),
        ]),
      ),
      (openings) => openings,
    );
  });
}

function edgesOf(ranges: readonly PortRange[] | 'every' | 'unknown'): readonly number[] {
  return typeof ranges === 'string' ? [] : ranges.flatMap(({ first, last }) => [first, last + 1]);
}
