import type { Cell } from '#traits/cell.ts';
import type { Reach } from '#traits/endpoint.ts';
import { countAddresses, type Ipv4Range, parseIpv4Range } from '#traits/ipv4-ranges.ts';
import { andThen, everyOne, map, type Said, together } from '#traits/said.ts';

/** `SecuredByPerimeter` is not understood here, and what absence means is documented nowhere. */
export function isPublic(own: Cell): Said<boolean> {
  return own.at('properties/publicNetworkAccess').oneOf({ Enabled: true, Disabled: false });
}

/** The rule of `0.0.0.0` alone lets in whatever runs in Azure. Guess: that many public addresses at least are Azure's own. */
const AZURE_ADDRESSES = 2 ** 24;

/** From where the server can be reached. Rules that are kept inside of a database no list has: what is said is the least. */
export function reachOf(own: Cell, rules: Cell): Said<Reach> {
  const access = isPublic(own);
  return andThen(access, (isOpen) => {
    if (!isOpen) return map(access, (): Reach => ({ is: 'private' }));
    return andThen(rules.list(), (rows) =>
      map(everyOne(rows.map(endsOf)), (found): Reach => {
        const ranges = found.map(rangeOf).filter((range) => range !== undefined);
        const azure = ranges.some(({ last }) => last === 0) ? AZURE_ADDRESSES : 0;
        return { is: 'some', addresses: countAddresses(ranges) + azure, isWhole: false };
      }),
    );
  });
}

interface Ends {
  readonly first: string;
  readonly last: string;
}

function endsOf(rule: Cell): Said<Ends> {
  return together<{ first: string; last: string }>({
    first: rule.at('properties/startIpAddress').text(),
    last: rule.at('properties/endIpAddress').text(),
  });
}

function rangeOf({ first, last }: Ends): Ipv4Range | undefined {
  const [start, end] = [parseIpv4Range(first), parseIpv4Range(last)];
  return start === undefined || end === undefined
    ? undefined
    : { first: start.first, last: end.last };
}
