import { idKey } from '#domain/resource-id.ts';
import {
  type Addresses,
  type AddressRange,
  common,
  NO_ADDRESSES,
  PUBLIC,
  PUBLIC_IPV4,
  PUBLIC_IPV6,
  parseAddressRange,
  united,
} from '#traits/addresses.ts';
import type { Cell } from '#traits/cell.ts';
import type { Filter, InboundRule, PortRange, Protocol, Sources } from '#traits/inbound.ts';
import { andThen, everyOne, type Said, said } from '#traits/said.ts';

/** What rules may name of the interface that a packet is for. */
export interface Target {
  /** Its private address; undefined: it is not known, and a rule on some addresses may be on it. */
  readonly address: AddressRange | undefined;
  /** The application security groups that it is in; undefined: not known. */
  readonly groups: readonly string[] | undefined;
  /** Whether its subnet routes by a table, so that the tag of the network may stand for whatever that leads to. */
  readonly isRouted: boolean;
}

const NONE: Sources = { surely: NO_ADDRESSES, perhaps: NO_ADDRESSES };
const ALL: Sources = { surely: PUBLIC, perhaps: PUBLIC };
const MAYBE: Sources = { surely: NO_ADDRESSES, perhaps: PUBLIC };

/** Guess: a range of Azure's own that its tag has, for want of the list of all: who rents a machine there is let in. */
const IN_AZURE = parseAddressRange('20.64.0.0/10');

/**
 * The rules of a network security group on what comes in, in the order in which they are asked: by priority, the default ones behind.
 * Source: Microsoft, "Network security groups", security rules; "How network security groups filter network traffic".
 */
export function filterOf(group: Cell, what: string, target: Target): Said<Filter> {
  const own = group.at('properties/securityRules').list();
  const byDefault = group.at('properties/defaultSecurityRules').list();
  return andThen(everyOne([own, byDefault]), (lists) => {
    const rows = lists.flat().filter((row) => !isOutbound(row));
    return andThen(everyOne(rows.map((row) => row.at('properties/priority').number())), (ranks) => {
      const ordered = rows
        .map((row, index) => ({ row, rank: ranks[index] ?? 0 }))
        .toSorted((one, other) => one.rank - other.rank);
      return said({ what, rules: ordered.map(({ row }) => ruleOf(row, target)) }, group.from);
    });
  });
}

function isOutbound(row: Cell): boolean {
  const outbound = row.at('properties/direction').oneOf({ Outbound: true, Inbound: false });
  return outbound.said && outbound.value;
}

function ruleOf(row: Cell, target: Target): InboundRule {
  const own = row.at('properties');
  const name = row.at('name').text();
  const id = row.at('id').text();
  const access = own.at('access').oneOf<'allow' | 'deny'>({ Allow: 'allow', Deny: 'deny' });
  const protocol = own.at('protocol').oneOf<Protocol | 'other'>({
    '*': 'every',
    Tcp: 'tcp',
    Udp: 'udp',
    Icmp: 'other',
    Esp: 'other',
    Ah: 'other',
  });
  const ports = rangesOf(own, 'destinationPort');
  const fromEvery = rangesOf(own, 'sourcePort') === 'every';
  const isAllowed = access.said && access.value === 'allow';
  const meant = meansTarget(own, target);
  const direction = own.at('direction').oneOf({ Inbound: true });
  return {
    name: name.said ? name.value : 'without a name',
    id: id.said ? id.value : null,
    access: access.said ? access.value : 'unknown',
    protocol: protocol.said ? protocol.value : 'unknown',
    ports,
    sources: meant === 'no' ? NONE : sourcesOf(own, target),
    // Whoever comes in chooses the port that he comes from: of a rule that lets in, it takes nothing away.
    isWhole: meant === 'yes' && direction.said && (fromEvery || isAllowed),
    from: row.from,
  };
}

/** One member and its list stand for each other: whichever is there counts, both where both are. */
function textsOf(own: Cell, one: string, many: string): readonly Said<string>[] {
  const list = own.at(many).list();
  const listed = list.said ? list.value.map((row) => row.text()) : [list];
  return [
    ...(isEmpty(own.at(one)) ? [] : [own.at(one).text()]),
    ...(isEmpty(own.at(many)) ? [] : listed),
  ];
}

/** Absent, or an empty text: Azure sends that where the list or the groups beside it count. */
function isEmpty(cell: Cell): boolean {
  const isThere = cell.isThere();
  const raw = cell.raw();
  return (isThere.said && !isThere.value) || (raw.said && raw.value === '');
}

function rangesOf(own: Cell, member: string): readonly PortRange[] | 'every' | 'unknown' {
  const ranges: PortRange[] = [];
  for (const text of textsOf(own, `${member}Range`, `${member}Ranges`)) {
    if (!text.said) return 'unknown';
    if (text.value === '*') return 'every';
    const [, first, last = first] =
      /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/u.exec(text.value) ?? [];
    if (first === undefined) return 'unknown';
    ranges.push({ first: Number(first), last: Number(last) });
  }
  return ranges.length === 0 ? 'unknown' : ranges;
}

function sourcesOf(own: Cell, { isRouted }: Target): Sources {
  const groups = own.at('sourceApplicationSecurityGroups');
  const texts = textsOf(own, 'sourceAddressPrefix', 'sourceAddressPrefixes');
  // Members of a group are interfaces of the network, whose packets bear their private addresses.
  const isGrouped = groups.list();
  if (texts.length === 0) return isGrouped.said && isGrouped.value.length > 0 ? NONE : MAYBE;
  const each = texts.map((text) => (text.said ? sourceOf(text.value, isRouted) : MAYBE));
  return {
    surely: united(each.flatMap(({ surely }) => surely)),
    perhaps: united(each.flatMap(({ perhaps }) => perhaps)),
  };
}

/**
 * What a prefix or a service tag stands for among the addresses of the internet. Source: Microsoft, "Virtual network service tags": the
 * tag of the network has the prefixes of its routes as well, default routes among them; that of the load balancer is the address of its
 * probes alone. The ranges behind the other tags are not looked up.
 */
function sourceOf(prefix: string, isRouted: boolean): Sources {
  switch (prefix.toLowerCase()) {
    case '*':
    case 'any':
    case 'internet':
      return ALL;
    case '0.0.0.0/0':
      return { surely: PUBLIC_IPV4, perhaps: PUBLIC_IPV4 };
    case '::/0':
      return { surely: PUBLIC_IPV6, perhaps: PUBLIC_IPV6 };
    case 'virtualnetwork':
      return isRouted ? MAYBE : NONE;
    case 'azureloadbalancer':
      return NONE;
    case 'azurecloud':
      return { surely: IN_AZURE === undefined ? [] : [IN_AZURE], perhaps: PUBLIC };
    default: {
      const range = parseAddressRange(prefix);
      if (range === undefined) return MAYBE;
      const inside: Addresses = common([range], PUBLIC);
      return { surely: inside, perhaps: inside };
    }
  }
}

/** Whether a rule is about the interface, by its address or by its groups. */
function meansTarget(own: Cell, target: Target): 'yes' | 'no' | 'perhaps' {
  const texts = textsOf(own, 'destinationAddressPrefix', 'destinationAddressPrefixes');
  if (texts.length === 0) return isInGroup(own.at('destinationApplicationSecurityGroups'), target);
  const each = texts.map((text) => (text.said ? covers(text.value, target) : 'perhaps'));
  if (each.includes('yes')) return 'yes';
  return each.includes('perhaps') ? 'perhaps' : 'no';
}

function covers(prefix: string, { address }: Target): 'yes' | 'no' | 'perhaps' {
  if (['*', 'any', 'virtualnetwork', '0.0.0.0/0'].includes(prefix.toLowerCase())) return 'yes';
  const range = parseAddressRange(prefix);
  if (range === undefined || address === undefined) return 'perhaps';
  return range.first <= address.first && address.last <= range.last ? 'yes' : 'no';
}

function isInGroup(named: Cell, { groups }: Target): 'yes' | 'no' | 'perhaps' {
  const ids = andThen(named.list(), (rows) => everyOne(rows.map((row) => row.at('id').text())));
  if (!ids.said || groups === undefined) return 'perhaps';
  return ids.value.some((id) => groups.includes(idKey(id))) ? 'yes' : 'no';
}
