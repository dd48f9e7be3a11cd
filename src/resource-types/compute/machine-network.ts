import type { Cell } from '#traits/cell.ts';
import type { Inbound } from '#traits/inbound.ts';
import { beside, type Translation } from '#traits/trait.ts';
import { from, only } from '../define-resource-type.ts';
import { doorOf, inboundOf, inboundOfSet, type Network } from '../inbound.ts';
import { EACH, insideOf, isFlexible } from './machine-says.ts';

const LISTS = ['networks', 'groups', 'addresses', 'balancers'] as const;

/**
 * What comes in to a machine, and so from where it can be reached. What it accepts there is told by what runs in it and stays unknown,
 * for one that the internet cannot reach still answers its own network.
 */
export const MACHINE_NETWORK = {
  endpoints: [
    only(
      ['transport'],
      from('machine')((own) => [insideOf(own, 'virtual machine')]),
    ),
    only(
      ['reach'],
      from(
        'machine',
        'interfaces',
        ...LISTS,
      )((own, interfaces, networks, groups, addresses, balancers) =>
        doorOf(
          'virtual machine',
          inboundOf(own, interfaces, { networks, groups, addresses, balancers }),
        ),
      ),
    ),
  ],
  inbound: from(
    'machine',
    'interfaces',
    ...LISTS,
  )((own, interfaces, networks, groups, addresses, balancers) =>
    inboundOf(own, interfaces, { networks, groups, addresses, balancers }),
  ),
};

/** The same of a scale set, by its model. */
export const SET_NETWORK = {
  endpoints: [
    only(
      ['transport'],
      from('set')((own) => [insideOf(own, 'scale set')]),
    ),
    only(
      ['reach'],
      from(
        'set',
        ...LISTS,
      )((own, networks, groups, addresses, balancers) =>
        doorOf('scale set', ofSet(own, { networks, groups, addresses, balancers })),
      ),
    ),
  ],
  inbound: from(
    'set',
    ...LISTS,
  )((own, networks, groups, addresses, balancers) =>
    ofSet(own, { networks, groups, addresses, balancers }),
  ),
};

function ofSet(own: Cell, network: Network): Translation<Inbound> {
  const flexible = isFlexible(own);
  if (!flexible.said) return flexible;
  return flexible.value ? beside(EACH) : inboundOfSet(own, network);
}
