import { idKey, parentId } from '#domain/resource-id.ts';
import { parseAddressRange } from '#traits/addresses.ts';
import type { Cell } from '#traits/cell.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import type { Filter, Inbound } from '#traits/inbound.ts';
import { reachOf } from '#traits/inbound-reach.ts';
import { andThen, everyOne, map, type NotSaid, type Said, said } from '#traits/said.ts';
import type { Translation } from '#traits/trait.ts';
import { type Led, waysTo } from './inbound-ways.ts';
import { listed } from './network-lists.ts';
import { filterOf, type Target } from './security-rules.ts';

/** The lists of a subscription that say together what comes in to an interface. */
export interface Network {
  readonly networks: Cell;
  readonly groups: Cell;
  readonly addresses: Cell;
  readonly balancers: Cell;
}

/** What comes in to a machine from the internet: at each address of each of its interfaces. */
export function inboundOf(
  own: Cell,
  interfaces: Cell,
  network: Network,
): readonly Inbound[] | NotSaid {
  const named = own.at('properties/networkProfile/networkInterfaces').list();
  if (!named.said) return named;
  return named.value.flatMap((row): readonly Inbound[] => {
    const id = row.at('id').text();
    const what = `network interface ${id.said ? (id.value.split('/').at(-1) ?? '') : ''}`.trim();
    const card = listed(interfaces, id, 'network interface');
    const addresses = andThen(card, (cell) => cell.at('properties/ipConfigurations').list());
    if (!card.said) return [{ what, ways: card, filters: card }];
    if (!addresses.said) return [{ what, ways: addresses, filters: addresses }];
    return addresses.value.map((configuration) =>
      atAddress(what, card.value, configuration, network, {
        publicAt: 'properties/publicIPAddress',
        rulesAt: 'properties/loadBalancerInboundNatRules',
      }),
    );
  });
}

/**
 * The same of a scale set, whose machines get interfaces by its model. Guess: a machine that was made by an older model lets in no more.
 */
export function inboundOfSet(own: Cell, network: Network): readonly Inbound[] | NotSaid {
  const cards = own
    .at('properties/virtualMachineProfile/networkProfile/networkInterfaceConfigurations')
    .list();
  if (!cards.said) return cards;
  return cards.value.flatMap((card): readonly Inbound[] => {
    const name = card.at('name').text();
    const what = `network interfaces ${name.said ? name.value : ''}`.trim();
    const addresses = card.at('properties/ipConfigurations').list();
    if (!addresses.said) return [{ what, ways: addresses, filters: addresses }];
    return addresses.value.map((configuration) =>
      atAddress(what, card, configuration, network, {
        publicAt: 'properties/publicIPAddressConfiguration',
        rulesAt: 'properties/loadBalancerInboundNatPools',
      }),
    );
  });
}

/** From where a machine can be reached at all, on any port. */
export function doorOf(what: string, inbound: Translation<Inbound>): Translation<Endpoint> {
  if (!isItems(inbound)) return inbound;
  return [{ what, reach: reachOf(inbound) }];
}

function isItems(inbound: Translation<Inbound>): inbound is readonly Inbound[] {
  return Array.isArray(inbound);
}

function atAddress(
  what: string,
  card: Cell,
  configuration: Cell,
  network: Network,
  led: Pick<Led, 'publicAt' | 'rulesAt'>,
): Inbound {
  const own = configuration.at('properties/privateIPAddress').text();
  const address = own.said ? own.value : undefined;
  const { addresses, balancers } = network;
  const ways = waysTo({ ...led, configuration, address, addresses, balancers });
  const subnet = subnetOf(configuration.at('properties/subnet/id').text(), network.networks);
  const filters = andThen(subnet, (row) => {
    const target: Target = {
      address: address === undefined ? undefined : parseAddressRange(address),
      groups: groupsOf(configuration),
      isRouted: isThere(row.at('properties/routeTable')),
    };
    const laidOn = [row, card].map((holder) =>
      groupOn(holder.at('properties/networkSecurityGroup'), network.groups, target),
    );
    return map(everyOne(laidOn), (found): readonly Filter[] => found.flat());
  });
  const above = handedOn(
    networkOf(configuration.at('properties/subnet/id').text(), network.networks),
  );
  return { what, ways, filters, above };
}

function networkOf(subnet: Said<string>, networks: Cell): Said<Cell> {
  const network = map(subnet, (text) => parentId(text) ?? text);
  return listed(networks, network, 'virtual network');
}

/**
 * Whether a firewall may hand on packets of the internet (DNAT) that then come as those of the own network: one in the network itself, in
 * the subnet of that name, or one in a network that it is peered with. What they hand on is not looked at. Guess: nor are the rules of a
 * network manager, which stand above the groups and are told by no list of the subscription.
 * Source: Microsoft, "Azure Firewall FAQ", the subnet is called AzureFirewallSubnet.
 */
function handedOn(network: Said<Cell>): Said<'nothing'> {
  return andThen(network, (row) => {
    const subnets = row.at('properties/subnets');
    const names = andThen(subnets.list(), (rows) =>
      everyOne(rows.map((subnet) => subnet.at('id').text())),
    );
    return andThen(names, (ids): Said<'nothing'> => {
      if (ids.some((id) => idKey(id).endsWith('/azurefirewallsubnet')))
        return subnets.notUnderstood(
          'The network has a firewall; what that hands on from the internet is not looked at',
        );
      const peerings = row.at('properties/virtualNetworkPeerings');
      return andThen(peerings.isThere(), (isThere): Said<'nothing'> => {
        if (!isThere) return said('nothing', row.from);
        return andThen(
          peerings.list(),
          (peers): Said<'nothing'> =>
            peers.length === 0
              ? said('nothing', peerings.from)
              : peerings.notUnderstood(
                  'The network is peered with others; what a firewall there hands on from the internet is not looked at',
                ),
        );
      });
    });
  });
}

/** A subnet is told by the body of its network. */
function subnetOf(id: Said<string>, networks: Cell): Said<Cell> {
  return andThen(networkOf(id, networks), (row) =>
    andThen(id, (text) =>
      andThen(row.at('properties/subnets').list(), (subnets) => {
        const found = subnets.find((subnet) => {
          const name = subnet.at('id').text();
          return name.said && idKey(name.value) === idKey(text);
        });
        return found === undefined
          ? row.notUnderstood(`The network does not name the subnet ${text}`)
          : // Sent of every subnet: with it, a group that is not named is none.
            map(found.at('properties/provisioningState').text(), () => found);
      }),
    ),
  );
}

/** The group of rules on a subnet or an interface, where one is laid on it. */
function groupOn(named: Cell, groups: Cell, target: Target): Said<readonly Filter[]> {
  return andThen(named.isThere(), (isLaid): Said<readonly Filter[]> => {
    if (!isLaid) return said([], named.from);
    const id = named.at('id').text();
    return andThen(listed(groups, id, 'network security group'), (group) => {
      const name = group.at('name').text();
      const what = `network security group ${name.said ? name.value : ''}`.trim();
      return map(filterOf(group, what, target), (filter) => [filter]);
    });
  });
}

function groupsOf(configuration: Cell): readonly string[] | undefined {
  const named = configuration.at('properties/applicationSecurityGroups');
  if (!isThere(named)) return [];
  const ids = andThen(named.list(), (rows) => everyOne(rows.map((row) => row.at('id').text())));
  return ids.said ? ids.value.map(idKey) : undefined;
}

/** What is not known counts as there. */
function isThere(cell: Cell): boolean {
  const known = cell.isThere();
  return !known.said || known.value;
}
