import type { Cell } from '#traits/cell.ts';
import type { Reach } from '#traits/endpoint.ts';
import { countAddresses, type Ipv4Range, parseIpv4Range } from '#traits/ipv4-ranges.ts';
import { andThen, everyOne, map, type Said, together } from '#traits/said.ts';

/** The members of a rule that say where its range begins and ends. */
export interface RuleEnds {
  readonly first: string;
  readonly last: string;
}

/** As most services call them. */
const IP_ADDRESSES: RuleEnds = {
  first: 'properties/startIpAddress',
  last: 'properties/endIpAddress',
};

/** The rule of `0.0.0.0` alone lets in whatever runs in Azure. Guess: that many public addresses at least are Azure's own. */
const AZURE_ADDRESSES = 2 ** 24;

/** From where the rules let in: all of them together; `isComplete`: there are no others that no list has. */
export function reachOfRules(
  rules: Cell,
  { ends = IP_ADDRESSES, isComplete = true }: { ends?: RuleEnds; isComplete?: boolean } = {},
): Said<Reach> {
  return andThen(rules.list(), (rows) =>
    map(everyOne(rows.map((row) => endsOf(row, ends))), (found): Reach => {
      const ranges = found.map(rangeOf);
      const known = ranges.filter((range) => range !== undefined);
      const azure = known.some(({ last }) => last === 0) ? AZURE_ADDRESSES : 0;
      const isWhole = isComplete && known.length === ranges.length;
      return { is: 'some', addresses: countAddresses(known) + azure, isWhole };
    }),
  );
}

/** From where rules of one address or range each let in. `of`: the member that names it. */
export function reachOfAddresses(list: Cell, of: string): Said<Reach> {
  return andThen(list.list(), (rows) =>
    map(everyOne(rows.map((row) => row.at(of).text())), (texts): Reach => {
      const ranges = texts.map(parseIpv4Range);
      const known = ranges.filter((range) => range !== undefined);
      const azure = known.some(({ last }) => last === 0) ? AZURE_ADDRESSES : 0;
      const isWhole = known.length === ranges.length;
      return { is: 'some', addresses: countAddresses(known) + azure, isWhole };
    }),
  );
}

/**
 * Behind a switch for the public endpoint: closed, nobody but private endpoints comes in; open, the rules decide. The switch has no other
 * words that are understood, and absent it is not said.
 */
export function reachBehindSwitch(access: Cell, rules: Cell): Said<Reach> {
  const isOpen = access.oneOf({ enabled: true, disabled: false });
  return andThen(isOpen, (word) =>
    word ? reachOfRules(rules) : map(isOpen, (): Reach => ({ is: 'private' })),
  );
}

/** Why rules are not asked for: behind a closed door none counts. */
export function whereOpen(access: Cell): string | undefined {
  const isOpen = access.oneOf({ enabled: true, disabled: false });
  return isOpen.said && !isOpen.value ? 'The public endpoint is closed' : undefined;
}

function endsOf(rule: Cell, { first, last }: RuleEnds): Said<RuleEnds> {
  return together<{ first: string; last: string }>({
    first: rule.at(first).text(),
    last: rule.at(last).text(),
  });
}

function rangeOf({ first, last }: RuleEnds): Ipv4Range | undefined {
  const [start, end] = [parseIpv4Range(first)?.first, parseIpv4Range(last)?.last];
  return start === undefined || end === undefined || end < start
    ? undefined
    : { first: start, last: end };
}
