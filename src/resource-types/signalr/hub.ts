import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import { andThen, everyOne, type Said, together } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { type Break, from, type Mend, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces } from '../diagnostic-settings.ts';
import { logsTo } from '../examples.ts';
import { itself, listBelow } from '../generic-reads.ts';
import { addressesIn, closePublicAccess, keysBy, reachBy } from '../public-access.ts';

const API_VERSION = '2024-03-01';

/** What relays messages to clients and keeps none is read by: its replicas do so in other regions. */
export function hubReads(type: string, name: string, what: string) {
  return {
    hub: itself({ name, what, type, apiVersion: API_VERSION }),
    // Guess: the members of a replica; the type is left out of the definitions.
    replicas: listBelow({
      name: `${name}Replicas`,
      what: `replicas of ${what}`,
      type: `${type}/replicas`,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  } as const;
}

export const HUB_PLACES = [
  only(
    ['primary'],
    from('hub')((own): readonly Place[] => [
      { kind: 'primary', what: 'relay', region: own.at('location').text() },
    ]),
  ),
  only(['replica'], from('replicas')(replicaPlaces)),
  only(['log'], from('settings')(logPlaces)),
];

function replicaPlaces(replicas: Cell): readonly Place[] {
  const what = 'replica of the relay';
  const rows = replicas.list();
  return rows.said
    ? rows.value.map((row): Place => ({ kind: 'replica', what, region: row.at('location').text() }))
    : [{ kind: 'replica', what, region: rows }];
}

/** No member says which TLS is taken. Guess: nothing below 1.2, and by the only public port that Azure names, 443, TLS alone. */
export function hubDoor(own: Cell): Endpoint {
  return {
    what: 'relay',
    oldestTls: own.means('1.2'),
    plainText: own.at('properties/publicPort').oneOf({ 443: 'refused' }),
    reach: hubReach(own),
    keys: keysBy(own.at('properties/disableLocalAuth'), {
      means: 'accepted',
      source: 'disableLocalAuth is false by default',
    }),
  };
}

const KINDS = ['ClientConnection', 'ServerConnection', 'RESTAPI', 'Trace'];

/** Open, it takes from the internet the kinds of requests that its rules do not refuse, from the addresses that they let in. */
function hubReach(own: Cell): Said<Reach> {
  const unset = { means: 'open', source: 'publicNetworkAccess is Enabled by default' } as const;
  return reachBy(
    own.at('properties/publicNetworkAccess'),
    () => {
      const rules = own.at('properties/networkACLs');
      if (lacks(own, 'properties/networkACLs'))
        return own.at('properties').means({ is: 'internet' });
      return andThen(kindsLetIn(rules), (count): Said<Reach> => {
        if (count === 0) return rules.means({ is: 'private' });
        return addressesLetIn(own);
      });
    },
    unset,
  );
}

/** How many kinds of requests the internet may make. */
function kindsLetIn(rules: Cell): Said<number> {
  const action = rules.at('defaultAction').oneOf({ Allow: 'deny', Deny: 'allow' } as const);
  return andThen(action, (list): Said<number> => {
    const named = rules.at(`publicNetwork/${list}`);
    return andThen(named.list(), (cells) =>
      andThen(everyOne(cells.map((cell) => cell.text())), (words) => {
        const known = new Set(words.filter((word) => KINDS.includes(word)));
        return named.means(list === 'allow' ? words.length : KINDS.length - known.size);
      }),
    );
  });
}

/** Rules are asked in their order; of an address that none names the default decides. Source: azure-signalr/howto-network-access-control. */
function addressesLetIn(own: Cell): Said<Reach> {
  const acls = own.at('properties/networkACLs');
  if (lacks(own, 'properties/networkACLs/ipRules/0')) return acls.means({ is: 'internet' });
  const rules = acls.at('ipRules').list();
  const others = acls.at('defaultAction').oneOf({ Allow: 'let in', Deny: 'refused' } as const);
  const actions = andThen(rules, (cells) =>
    everyOne(cells.map((cell) => cell.at('action').oneOf({ Allow: true }))),
  );
  return andThen(
    together({ others, actions }),
    (known): Said<Reach> =>
      known.others === 'let in'
        ? acls.at('defaultAction').means({ is: 'internet' })
        : addressesIn(rules, 'value'),
  );
}

export const HUB_MENDS: Readonly<Record<string, Mend>> = {
  'network-isolation': closePublicAccess(API_VERSION),
};

/** A relay that keeps every promise that one can keep. */
export const GOOD_HUB = {
  hub: {
    location: 'northeurope',
    sku: { name: 'Premium_P1', tier: 'Premium' },
    properties: {
      provisioningState: 'Succeeded',
      publicPort: 443,
      publicNetworkAccess: 'Enabled',
      networkACLs: {
        defaultAction: 'Deny',
        publicNetwork: { allow: ['ClientConnection'], deny: [] },
        ipRules: [{ value: '203.0.113.0/24', action: 'Allow' }],
      },
      disableLocalAuth: true,
    },
  },
  replicas: [
    { name: 'west', location: 'westeurope', properties: { provisioningState: 'Succeeded' } },
  ],
  settings: logsTo({ categoryGroup: 'audit' }),
};

/** Questions that only a claim on what data passes through asks. */
const PASSING = { location: { within: 'EEA', speaksOf: 'processing' } };

export const HUB_BREAKS: readonly Break[] = [
  {
    as: 'lets in everybody by default',
    set: {
      hub: { 'properties/networkACLs': { defaultAction: 'Allow', publicNetwork: { deny: [] } } },
    },
    breaks: ['network-isolation'],
  },
  {
    as: 'never had rules',
    set: { hub: { 'properties/networkACLs': undefined } },
    breaks: ['network-isolation'],
  },
  {
    as: 'lets in every address',
    set: { hub: { 'properties/networkACLs/ipRules/0/value': '0.0.0.0/0' } },
    breaks: ['network-isolation'],
  },
  {
    as: 'has a rule that refuses',
    set: { hub: { 'properties/networkACLs/ipRules/0/action': 'Deny' } },
    breaks: [],
    blinds: ['network-isolation'],
  },
  {
    as: 'answers on another port',
    set: { hub: { 'properties/publicPort': 80 } },
    breaks: [],
    blinds: ['encryption-in-transit'],
  },
  {
    as: 'relays in the United States',
    set: { hub: { location: 'eastus' } },
    with: PASSING,
    breaks: ['location'],
  },
  {
    as: 'has a replica in the United States',
    set: { replicas: { '0/location': 'eastus' } },
    with: PASSING,
    breaks: ['location'],
  },
];

/** What of either kind no trait reads. */
export const HUB_LEAVES = {
  'sku/**': 'price and size',
  'properties/externalIP': 'its address',
  'properties/hostName*': 'its address',
  'properties/serverPort': 'its address',
  'properties/version': 'its version',
  'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
  'properties/sharedPrivateLinkResources/**': 'private ways to what it calls',
  'properties/tls/clientCertEnabled': 'whether clients show a certificate besides',
  'properties/liveTraceConfiguration/**': 'what somebody may watch live: nothing is kept',
  'properties/resourceLogConfiguration/**':
    'which of its records are logged: no claim asks for them',
  'properties/networkACLs/privateEndpoints/**': 'private ways in, beside the public one',
  'properties/disableAadAuth': 'whether roles open it',
  'properties/regionEndpointEnabled': 'whether clients are sent to it',
  'properties/resourceStopped': 'whether it works',
  kind: 'what it speaks',
  'identity/**': 'as whom it signs in elsewhere',
};
