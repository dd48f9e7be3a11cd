import type { Cell } from '#traits/cell.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import { andThen, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import {
  GOOD_HUB,
  HUB_BREAKS,
  HUB_LEAVES,
  HUB_MENDS,
  HUB_PLACES,
  hubDoor,
  hubReads,
} from './hub.ts';

const TYPE = 'Microsoft.SignalRService/SignalR';

/** Azure SignalR: messages pass through it. Source: Microsoft.SignalRService/SignalR, 2024-03-01; type-facts-services §2. */
export const signalR = defineResourceType({
  type: 'Microsoft.SignalRService/SignalR',
  holds: 'nothing',
  serves: 'clients',
  reads: hubReads(TYPE, 'signalR', 'SignalR'),
  traits: {
    places: HUB_PLACES,
    endpoints: [from('hub')((own) => [hubDoor(own)]), only(['transport'], from('hub')(upstreams))],
  },
  mend: HUB_MENDS,
  good: {
    id: idOf(TYPE, 'relay'),
    bodies: {
      ...GOOD_HUB,
      hub: {
        ...GOOD_HUB.hub,
        properties: {
          ...GOOD_HUB.hub.properties,
          upstream: { templates: [{ urlTemplate: 'https://app.example.com/{hub}/api' }] },
        },
      },
    },
  },
  breaks: [
    ...HUB_BREAKS,
    {
      as: 'sends messages on without TLS',
      set: { hub: { 'properties/upstream/templates/0/urlTemplate': 'http://app.example.com' } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'sends messages on to an address that is a secret',
      set: { hub: { 'properties/upstream/templates/0/urlTemplate': '{@Microsoft.KeyVault(x)}' } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
  ],
  leaves: {
    hub: {
      ...HUB_LEAVES,
      'properties/features/**': 'how it works',
      'properties/cors/**': 'which pages may call it',
      'properties/serverless/**': 'how it works',
      'properties/upstream/templates/*/hubPattern': 'which messages are sent on',
      'properties/upstream/templates/*/eventPattern': 'which messages are sent on',
      'properties/upstream/templates/*/categoryPattern': 'which messages are sent on',
      'properties/upstream/templates/*/auth/**': 'as whom it signs in there',
    },
  },
});

/** Where it sends messages on to, without TLS perhaps. */
function upstreams(own: Cell): readonly Endpoint[] {
  const what = 'what messages are sent on to';
  if (lacks(own, 'properties/upstream') || isEmpty(own.at('properties/upstream'))) return [];
  const rows = own.at('properties/upstream/templates').list();
  if (!rows.said) return [{ what, plainText: rows }];
  return rows.value.map((row) => {
    const url = row.at('urlTemplate');
    const plainText = andThen(url.text(), (text): Said<'refused' | 'accepted'> => {
      if (/^https:\/\//iu.test(text)) return url.means('refused');
      return /^http:\/\//iu.test(text)
        ? url.means('accepted')
        : url.notUnderstood('The address that messages are sent on to is kept elsewhere');
    });
    return { what, plainText };
  });
}

/** Settings in which nothing is set: no member, or the list of templates as null. */
function isEmpty(upstream: Cell): boolean {
  const members = upstream.members();
  const there = upstream.at('templates').isThere();
  return (
    members.said &&
    [...members.value.keys()].every((name) => name === 'templates') &&
    there.said &&
    !there.value
  );
}
