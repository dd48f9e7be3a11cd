import { idKey, parentId } from '#domain/resource-id.ts';
import { type Addresses, PUBLIC, PUBLIC_IPV4, PUBLIC_IPV6 } from '#traits/addresses.ts';
import type { Cell } from '#traits/cell.ts';
import type { PortRange, Protocol, Way } from '#traits/inbound.ts';
import { andThen, everyOne, map, type Said, said } from '#traits/said.ts';
import { listed } from './network-lists.ts';

/** What leads packets to an address of an interface: its own public address, and load balancers, by what they call it. */
export interface Led {
  /** The configuration of the address, as the interface or the set has it. */
  readonly configuration: Cell;
  /** Its private address; undefined: not known. */
  readonly address: string | undefined;
  /** Where its public address is told: an address of its own, or what each machine of a set gets. */
  readonly publicAt: 'properties/publicIPAddress' | 'properties/publicIPAddressConfiguration';
  /** The members that name the rules of load balancers that are about it alone. */
  readonly rulesAt:
    | 'properties/loadBalancerInboundNatRules'
    | 'properties/loadBalancerInboundNatPools';
  readonly addresses: Cell;
  readonly balancers: Cell;
}

/**
 * Every way from the internet to an address. What only lets out (a NAT gateway, a rule on what goes out) is none, and neither is what
 * answers itself and asks its backend anew (an application gateway, a bastion host). A firewall that hands on packets (DNAT) stands above
 * (`inbound.ts`).
 */
export function waysTo(led: Led): Said<readonly Way[]> {
  // Azure names the subnet of every address: without it nothing else that is missing tells anything.
  return andThen(led.configuration.at('properties/subnet/id').text(), () =>
    map(everyOne([publicAddress(led), byBalancers(led)]), (ways) => ways.flat()),
  );
}

function publicAddress({ configuration, publicAt, addresses }: Led): Said<readonly Way[]> {
  const own = configuration.at(publicAt);
  return andThen(own.isThere(), (isThere): Said<readonly Way[]> => {
    if (!isThere) return said([], configuration.from);
    const isListed = publicAt === 'properties/publicIPAddress';
    const id = own.at('id').text();
    const row = isListed ? listed(addresses, id, 'public address') : said(own, own.from);
    const name = isListed ? id : own.at('name').text();
    return map(name, (text) => [
      {
        what: `public address ${text.split('/').at(-1) ?? text}`,
        brings: row.said ? broughtBy(row.value) : PUBLIC,
        ports: 'every',
        protocol: 'every',
        withoutRules: andThen(row, (cell) => withoutRules(cell.at('sku/name'))),
        from: row.from,
      },
    ]);
  });
}

function broughtBy(address: Cell): Addresses {
  const version = address
    .at('properties/publicIPAddressVersion')
    .oneOf({ IPv4: PUBLIC_IPV4, IPv6: PUBLIC_IPV6 });
  return version.said ? version.value : PUBLIC;
}

/** Source: Microsoft, "Public IP addresses", SKU: Standard is closed to what comes in until a group of rules allows it, Basic is open. */
function withoutRules(sku: Cell): Said<'open' | 'closed'> {
  return sku.oneOf<'open' | 'closed'>({
    Basic: 'open',
    Standard: 'closed',
    StandardV2: 'closed',
  });
}

/** The rules of load balancers in front of it; one that it names and no list has may hand on anything. */
function byBalancers(led: Led): Said<readonly Way[]> {
  const pools = idsAt(led.configuration.at('properties/loadBalancerBackendAddressPools'));
  const rules = idsAt(led.configuration.at(led.rulesAt));
  return andThen(everyOne([pools, rules]), ([inPools = [], byRules = []]) => {
    const named = [...inPools, ...byRules].map((id) => {
      const balancer = parentId(id) ?? id;
      return listed(led.balancers, said(balancer, pools.from), 'load balancer');
    });
    return andThen(everyOne(named), () =>
      andThen(led.balancers.list(), (rows) =>
        map(everyOne(rows.map((row) => handedOnBy(row, led, inPools, byRules))), (ways) =>
          ways.flat(),
        ),
      ),
    );
  });
}

function handedOnBy(
  balancer: Cell,
  led: Led,
  inPools: readonly string[],
  byRules: readonly string[],
): Said<readonly Way[]> {
  const own = balancer.at('properties');
  // Sent of every balancer: with it, what is not named is not there.
  return andThen(own.at('provisioningState').text(), () =>
    andThen(rowsAt(own.at('backendAddressPools')), (pools) => {
      const byAddress = pools.filter((pool) => holdsAddress(pool, led.address)).map(idOf);
      const mine = new Set([...inPools, ...byAddress]);
      const rows = ['loadBalancingRules', 'inboundNatRules', 'inboundNatPools'].map((member) =>
        rowsAt(own.at(member)),
      );
      return andThen(everyOne(rows), (lists) =>
        map(
          everyOne(
            lists
              .flat()
              .filter((row) => isFor(row, mine, byRules))
              .map((row) => wayOf(row, balancer)),
          ),
          (ways) => ways.filter((way) => way !== undefined),
        ),
      );
    }),
  );
}

/** Whether a rule hands on to one of the pools, or is named itself; what does not say may. */
function isFor(row: Cell, pools: ReadonlySet<string>, byRules: readonly string[]): boolean {
  const id = row.at('id').text();
  if (!id.said || byRules.includes(idKey(id.value))) return true;
  const one = row.at('properties/backendAddressPool');
  const many = rowsAt(row.at('properties/backendAddressPools'));
  const named = [...(isAbsent(one) ? [] : [one]), ...(many.said ? many.value : [])];
  // Every rule has a front end: one without is not understood.
  if (!row.at('properties/frontendIPConfiguration/id').text().said || !many.said) return true;
  return named.some((pool) => {
    const name = pool.at('id').text();
    return !name.said || pools.has(idKey(name.value));
  });
}

/** Undefined: its front end is private. One that is none of the balancer's own is taken for a public one. */
function wayOf(rule: Cell, balancer: Cell): Said<Way | undefined> {
  const front = idOf(rule.at('properties/frontendIPConfiguration'));
  const fronts = listAt(balancer.at('properties/frontendIPConfigurations'));
  const own = fronts.find((row) => idOf(row) === front);
  const isPrivate =
    own !== undefined &&
    isAbsent(own.at('properties/publicIPAddress')) &&
    isAbsent(own.at('properties/publicIPPrefix')) &&
    own.at('properties/subnet/id').text().said;
  if (isPrivate) return said(undefined, rule.from);
  const name = balancer.at('name').text();
  const protocol = rule.at('properties/protocol').oneOf<Protocol>({
    Tcp: 'tcp',
    Udp: 'udp',
    All: 'every',
  });
  return said(
    {
      what: `load balancer ${name.said ? name.value : ''}`.trim(),
      brings: PUBLIC,
      ports: portsOf(rule.at('properties/backendPort')),
      protocol: protocol.said ? protocol.value : 'every',
      withoutRules: withoutRules(balancer.at('sku/name')),
      from: rule.from,
    },
    rule.from,
  );
}

/** Port 0 stands for all of them. */
function portsOf(port: Cell): readonly PortRange[] | 'every' {
  const number = port.number();
  return number.said && number.value > 0 ? [{ first: number.value, last: number.value }] : 'every';
}

/** A pool that names addresses instead of interfaces; what it does not say counts as this one. */
function holdsAddress(pool: Cell, address: string | undefined): boolean {
  const rows = rowsAt(pool.at('properties/loadBalancerBackendAddresses'));
  if (!rows.said || !pool.at('properties/provisioningState').text().said) return true;
  return rows.value.some((row) => {
    const named = row.at('properties/ipAddress');
    // One that stands for an interface is named there.
    if (isAbsent(named)) return false;
    const text = named.text();
    return !text.said || address === undefined || text.value === address;
  });
}

function isAbsent(cell: Cell): boolean {
  const isThere = cell.isThere();
  return isThere.said && !isThere.value;
}

function idOf(cell: Cell): string {
  const id = cell.at('id').text();
  return id.said ? idKey(id.value) : '';
}

function listAt(cell: Cell): readonly Cell[] {
  const rows = cell.list();
  return rows.said ? rows.value : [];
}

/** Rows that may be left out where there are none. */
function rowsAt(cell: Cell): Said<readonly Cell[]> {
  return isAbsent(cell) ? said([], cell.from) : cell.list();
}

function idsAt(cell: Cell): Said<readonly string[]> {
  return andThen(rowsAt(cell), (rows) =>
    everyOne(rows.map((row) => map(row.at('id').text(), idKey))),
  );
}
