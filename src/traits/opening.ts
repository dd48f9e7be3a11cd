import { type Addresses, common, NO_ADDRESSES, united, without } from './addresses.ts';
import type { Filter, Inbound, InboundRule, PortRange, Protocol, Way } from './inbound.ts';
import { join, type NotSaid, type Said, said } from './said.ts';

/** Who comes in at one port from the internet. */
export interface Opening {
  /** From where for sure; and from where, as far as is known, it may be. The second has the first. */
  readonly surely: Addresses;
  readonly perhaps: Addresses;
  /** The ways on which somebody surely comes in. */
  readonly ways: readonly Way[];
  /** The rules that surely let somebody in; none where no group stands in the way. */
  readonly rules: readonly InboundRule[];
  /** Why more may come in than the groups let pass. */
  readonly doubt?: NotSaid;
}

const CLOSED: Opening = { surely: NO_ADDRESSES, perhaps: NO_ADDRESSES, ways: [], rules: [] };

/** Who comes in at a port over a protocol, on every way; not said where what would decide is not. */
export function openingAt(
  { ways, filters, above }: Inbound,
  port: number,
  protocol: 'tcp' | 'udp',
): Said<Opening> {
  if (!ways.said) return ways;
  const leading = ways.value.filter((way) => leadsTo(way, port, protocol));
  if (leading.length === 0) {
    if (above !== undefined && !above.said) return above;
    return said(CLOSED, ways.from);
  }
  if (!filters.said) return filters;
  const passed = filters.value.map((filter) => passing(filter, port, protocol));
  const from = join([
    ways.from,
    filters.from,
    ...passed.map(({ from: members }) => members),
    ...leading.map(({ from: members }) => members),
  ]);
  const unasked = leading.find(({ withoutRules }) => !withoutRules.said)?.withoutRules;
  if (passed.length === 0 && unasked?.said === false) return { ...unasked, from };
  const openings = leading.map((way) => through(way, passed));
  const opening: Opening = {
    surely: united(openings.flatMap(({ surely }) => surely)),
    perhaps: united(openings.flatMap(({ perhaps }) => perhaps)),
    ways: leading.filter((_, index) => (openings[index]?.surely.length ?? 0) > 0),
    rules: [...new Set(openings.flatMap(({ rules }) => rules))],
  };
  if (above === undefined || above.said) return said(opening, from);
  // What stands above may let in as well as shut out: what the groups let in is told all the same.
  const all = united(leading.flatMap(({ brings }) => brings));
  return said({ ...opening, perhaps: all, doubt: above }, join([from, above.from]));
}

function leadsTo(way: Way, port: number, protocol: 'tcp' | 'udp'): boolean {
  return fits(way.protocol, protocol) && (way.ports === 'every' || has(way.ports, port));
}

function fits(own: Protocol, protocol: 'tcp' | 'udp'): boolean {
  return own === 'every' || own === protocol;
}

function has(ports: readonly PortRange[], port: number): boolean {
  return ports.some(({ first, last }) => first <= port && port <= last);
}

interface Passing {
  readonly surely: Addresses;
  readonly perhaps: Addresses;
  readonly rules: readonly { readonly rule: InboundRule; readonly lets: Addresses }[];
  readonly from: Filter['rules'][number]['from'];
}

function through(way: Way, passed: readonly Passing[]): Opening {
  if (passed.length === 0) {
    const isOpen = way.withoutRules.said && way.withoutRules.value === 'open';
    return isOpen ? { surely: way.brings, perhaps: way.brings, ways: [], rules: [] } : CLOSED;
  }
  let [surely, perhaps] = [way.brings, way.brings];
  for (const filter of passed) {
    surely = common(surely, filter.surely);
    perhaps = common(perhaps, filter.perhaps);
  }
  const letting = passed.flatMap(({ rules }) =>
    rules.filter(({ lets }) => common(lets, surely).length > 0).map(({ rule }) => rule),
  );
  return { surely, perhaps, ways: [], rules: letting };
}

/** What a group lets pass to a port: the first rule that fits decides, and one that may fit leaves both ways open. */
function passing({ rules }: Filter, port: number, protocol: 'tcp' | 'udp'): Passing {
  let reaching: Addresses = EVERYWHERE;
  let mayReach: Addresses = EVERYWHERE;
  const surely: Addresses[number][] = [];
  const perhaps: Addresses[number][] = [];
  const letting: { rule: InboundRule; lets: Addresses }[] = [];
  const about = rules.filter((rule) => isAbout(rule, port, protocol));
  for (const rule of about) {
    const known = isKnown(rule);
    const own = known ? common(reaching, rule.sources.surely) : NO_ADDRESSES;
    if (rule.access !== 'deny') perhaps.push(...common(mayReach, rule.sources.perhaps));
    if (rule.access === 'allow' && own.length > 0) {
      surely.push(...own);
      letting.push({ rule, lets: own });
    }
    reaching = without(reaching, rule.sources.perhaps);
    if (known && rule.access !== 'unknown') mayReach = without(mayReach, rule.sources.surely);
  }
  const from = join(about.map((rule) => rule.from));
  return { surely: united(surely), perhaps: united(perhaps), rules: letting, from };
}

/** Every number that there is. */
const EVERYWHERE: Addresses = [{ first: 0n, last: (1n << 128n) - 1n }];

function isAbout({ protocol: own, ports }: InboundRule, port: number, protocol: 'tcp' | 'udp') {
  if (own === 'other' || (own !== 'unknown' && !fits(own, protocol))) return false;
  return typeof ports === 'string' || has(ports, port);
}

function isKnown({ protocol, ports, isWhole }: InboundRule): boolean {
  return isWhole && protocol !== 'unknown' && ports !== 'unknown';
}
