import { describe, expect, it } from 'vitest';
import { accessLogging } from '#checks/access-logging.ts';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { location } from '#checks/location.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { regionalRedundancy } from '#checks/regional-redundancy.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import { eventHubs } from '#resource-types/messaging/event-hubs.ts';
import { serviceBus } from '#resource-types/messaging/service-bus.ts';
import type { Question } from '#traits/define-check.ts';
import { type Bodies, brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

async function statusOf(
  question: Question,
  type: ResourceType,
  bodies: Bodies,
  given = {},
): Promise<string | undefined> {
  const judged = await judgeType(question, type, bodies, given, { locate: locateGood });
  return judged[0]?.verdict.status;
}

describe.each([
  ['Event Hubs', eventHubs],
  ['Service Bus', serviceBus],
])('the network rules of a namespace of %s', (_, type) => {
  it.each([
    ['an address', { ipRules: [{ ipMask: '203.0.113.7' }] }, 'pass'],
    ['a network alone', { ipRules: [], virtualNetworkRules: [{ subnet: { id: '/s' } }] }, 'pass'],
    ['nobody, so that everybody is', { ipRules: [], virtualNetworkRules: [] }, 'fail'],
    ['the whole internet', { ipRules: [{ ipMask: '0.0.0.0/0' }] }, 'fail'],
    ['an address of another form', { ipRules: [{ ipMask: '2001:db8::1' }] }, 'unknown'],
    ['somebody, without a word on the others', { defaultAction: undefined }, 'unknown'],
  ])('let in %s', async (_name, rules, status) => {
    const bodies = brokenBodies(type, {
      rules: Object.fromEntries(
        Object.entries(rules).map(([name, value]) => [`properties/${name}`, value]),
      ),
    });

    expect(await statusOf(networkIsolation, type, bodies)).toBe(status);
  });

  it('are not asked of a closed one, and not known of one behind a perimeter', async () => {
    const access = (word: string) =>
      brokenBodies(type, {
        namespace: { 'properties/publicNetworkAccess': word },
        rules: { '': {} },
      });

    expect(await statusOf(networkIsolation, type, access('Disabled'))).toBe('pass');
    expect(await statusOf(networkIsolation, type, access('SecuredByPerimeter'))).toBe('unknown');
  });
});

describe('a second region of a namespace', () => {
  it.each([
    ['ready', { replicaState: 'Ready' }, 'pass'],
    ['in a state that is new', { replicaState: 'Reseeding' }, 'unknown'],
    ['in a role that is new', { roleType: 'Witness' }, 'pass'],
    ['in no region that is known', { locationName: 'atlantis' }, 'unknown'],
  ])('%s', async (_, row, status) => {
    const set = Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        `properties/geoDataReplication/locations/1/${name}`,
        value,
      ]),
    );
    const bodies = brokenBodies(eventHubs, { namespace: set });

    expect(await statusOf(regionalRedundancy, eventHubs, bodies, { within: 'EEA' })).toBe(status);
  });

  it('cannot be there where the answer is not of a namespace at all', async () => {
    const bodies = brokenBodies(eventHubs, {
      namespace: { properties: { minimumTlsVersion: '1.2' } },
    });

    expect(await statusOf(location, eventHubs, bodies, { within: 'EEA' })).toBe('unknown');
  });
});

describe('a partner of a namespace', () => {
  it.each([
    ['is none while the pair is broken', '', 'pass'],
    ['may be anywhere where it is not said', undefined, 'unknown'],
  ])('%s', async (_, partnerNamespace, status) => {
    const bodies = brokenBodies(serviceBus, {
      partners: { '0/properties/partnerNamespace': partnerNamespace },
    });

    expect(await statusOf(location, serviceBus, bodies, { within: 'EEA' })).toBe(status);
  });
});

describe.skipIf(!sharedIsHere)('recorded namespaces (need the shared recordings)', () => {
  const RECORDED: readonly (readonly [string, ResourceType, readonly unknown[]])[] = [
    ['Event Hubs', eventHubs, recordedRows('Microsoft.EventHub/namespaces')],
    ['Service Bus', serviceBus, recordedRows('Microsoft.ServiceBus/namespaces')],
  ];
  const [rules] = recordedRows('Microsoft.ServiceBus/namespaces/networkRuleSets');

  it.each(RECORDED)('of %s: what old answers leave out is not known', async (_, type, rows) => {
    expect(rows.length).toBeGreaterThan(0);
    for (const namespace of rows) {
      const bodies = {
        ...type.good.bodies,
        namespace,
        rules,
        partners: [],
        hubs: [],
        settings: [],
      };
      // At versions of 2017 and 2021 there was no minimum TLS version, and no word on public access.
      expect(await statusOf(encryptionInTransit, type, bodies)).toBe('unknown');
      expect(await statusOf(networkIsolation, type, bodies)).toBe('unknown');
      // All of them are in the United States, none writes a log.
      expect(await statusOf(location, type, bodies, { within: 'EEA' })).toBe('fail');
      expect(await statusOf(accessLogging, type, bodies)).toBe('fail');
      // They are alone: one region is one.
      expect(await statusOf(regionalRedundancy, type, bodies)).toBe('fail');
    }
  });

  it('have rules that let in everybody, once public access is known to be open', async () => {
    const bodies = { ...brokenBodies(serviceBus, {}), rules };

    expect(await statusOf(networkIsolation, serviceBus, bodies)).toBe('fail');
  });
});
