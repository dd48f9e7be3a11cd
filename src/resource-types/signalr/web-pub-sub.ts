import { defineResourceType, from } from '../define-resource-type.ts';
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

const TYPE = 'Microsoft.SignalRService/webPubSub';

/**
 * Azure Web PubSub: messages pass through it. Where its hubs send events is not read. Source: Microsoft.SignalRService/webPubSub,
 * 2024-03-01; type-facts-services §2.
 */
export const webPubSub = defineResourceType({
  type: 'Microsoft.SignalRService/webPubSub',
  holds: 'nothing',
  serves: 'clients',
  reads: hubReads(TYPE, 'webPubSub', 'Web PubSub'),
  traits: { places: HUB_PLACES, endpoints: from('hub')((own) => [hubDoor(own)]) },
  mend: HUB_MENDS,
  good: {
    bodies: GOOD_HUB,
    id: idOf(TYPE, 'relay'),
    unbreakable: { 'encryption-in-transit': 'there is no setting' },
  },
  breaks: HUB_BREAKS,
  leaves: { hub: { ...HUB_LEAVES, 'properties/socketIO/**': 'how it works' } },
});
