import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';
import { always } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { idOf, logsTo } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';
import { ownPlaces } from '../own-places.ts';
import { addressesIn } from '../public-access.ts';

const TYPE = 'Microsoft.Logic/workflows';
const RUNS = { what: 'runs', carry: ['workflowruntime'], other: [] } as const;
const CALLERS = 'properties/accessControl/triggers/allowedCallerIpAddresses';

/** Whether a trigger waits for somebody to call, or looks for work itself. Source: "Schema reference guide for trigger and action types". */
const IS_CALLED = {
  Request: true,
  HTTPWebhook: true,
  ApiConnectionWebhook: true,
  Recurrence: false,
  SlidingWindow: false,
  HTTP: false,
  ApiConnection: false,
} as const;

/**
 * A logic app by consumption. It keeps the record of each run with what went in and out, for 90 days.
 * Source: Microsoft.Logic/workflows, 2019-05-01; type-facts-services §3. Guess: such records are telemetry, not what customers store.
 */
export const logicWorkflow = defineResourceType({
  type: 'Microsoft.Logic/workflows',
  holds: 'telemetry',
  serves: 'clients',
  reads: {
    workflow: allOf({
      name: 'logicWorkflow',
      what: 'logic app',
      type: TYPE,
      apiVersion: '2019-05-01',
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary'],
        from('workflow')((own) => ownPlaces(own, 'logic app')),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: always(
      'Runs of a logic app lie in Azure Storage, which always encrypts them with AES-256, under a key of Microsoft',
      'https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app',
      '2026-11-28',
    ),
    endpoints: from('workflow')((own) => [doorOf(own)]),
    backups: from('workflow')(noBackup('Azure keeps no backup of a logic app’s runs')),
    logs: from('settings')((settings) => [logStream(settings, RUNS)]),
  },
  mend: {
    'network-isolation': ({ id }) =>
      azCommand`az resource update --ids ${id} --set properties.accessControl.triggers.allowedCallerIpAddresses=[]`,
  },
  good: {
    id: idOf(TYPE, 'orders'),
    bodies: {
      workflow: {
        location: 'westeurope',
        properties: {
          state: 'Enabled',
          accessControl: { triggers: { allowedCallerIpAddresses: [] } },
          definition: { triggers: { manual: { type: 'Request', kind: 'Http' } }, actions: {} },
        },
      },
      settings: logsTo({ category: 'WorkflowRuntime' }),
    },
    unknown: ['customer-keys'],
    unbreakable: {
      'encryption-at-rest': 'there is no setting',
      'encryption-in-transit': 'there is no setting',
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { workflow: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'can be called by everybody',
      set: { workflow: { 'properties/accessControl': undefined } },
      breaks: ['network-isolation'],
    },
    {
      as: 'can be called from half of the internet',
      set: { workflow: { [`${CALLERS}/0`]: { addressRange: '0.0.0.0/1' } } },
      breaks: ['network-isolation'],
    },
    {
      as: 'waits for somebody to call in a way that is new, and says nobody who may',
      set: {
        workflow: {
          'properties/accessControl': undefined,
          'properties/definition/triggers/manual/type': 'Batch',
        },
      },
      breaks: [],
      blinds: ['network-isolation'],
    },
    {
      as: 'waits for a call, and in a way that is new',
      set: {
        workflow: {
          'properties/accessControl': undefined,
          'properties/definition/triggers/more': { type: 'Batch' },
        },
      },
      breaks: ['network-isolation'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    workflow: {
      ...leaving('when it was written, and how it fares', 'createdTime changedTime state version'),
      ...leaving('its addresses', 'accessEndpoint endpointsConfiguration/**'),
      ...leaving('what it does; a secret in it would be found by nobody', 'parameters/**'),
      ...leaving(
        'who may read runs and change it: roles decide as well',
        'accessControl/contents/** accessControl/actions/** accessControl/workflowManagement/**',
      ),
      ...leaving(
        'tokens beside the signed address',
        'accessControl/triggers/openAuthenticationPolicies/**',
      ),
      ...leaving('price and size', 'sku/**'),
      ...leaving(
        'other resources, judged by themselves',
        'integrationAccount/** integrationServiceEnvironment/**',
      ),
      'identity/**': 'as whom it signs in elsewhere',
    },
  },
});

/** TLS 1.2 and no HTTP by the platform. Source: "Secure access and data in Azure Logic Apps", 2021-09-13. Who has the address, calls. */
function doorOf(own: Cell): Endpoint {
  return {
    what: 'trigger',
    oldestTls: own.means('1.2'),
    plainText: own.means('refused'),
    reach: reachOf(own),
    keys: own.means('accepted'),
  };
}

/** Without a list everybody may call; an empty one lets in other logic apps alone. */
function reachOf(own: Cell): Said<Reach> {
  const triggers = own.at('properties/definition/triggers').members();
  const isCalled = andThen(triggers, (all): Said<boolean> => {
    const each = [...all.values()].map((trigger) => trigger.at('type').oneOf(IS_CALLED));
    return each.find((word) => word.said && word.value) ?? map(everyOne(each), () => false);
  });
  if (isCalled.said && !isCalled.value) return map(isCalled, () => ({ is: 'private' }));
  const isThere = own.at(CALLERS).isThere();
  if (!isThere.said || isThere.value) return addressesIn(own.at(CALLERS).list(), 'addressRange');
  return map(isCalled, () => ({ is: 'internet' }));
}
