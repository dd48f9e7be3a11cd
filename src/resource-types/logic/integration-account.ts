import { always } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';

const TYPE = 'Microsoft.Logic/integrationAccounts';

/**
 * Partners, agreements, schemas, maps and certificates of exchanges between companies. Source: Microsoft.Logic/integrationAccounts,
 * 2019-05-01; type-facts-services §3.
 */
export const integrationAccount = defineResourceType({
  type: 'Microsoft.Logic/integrationAccounts',
  holds: 'code',
  serves: 'nobody',
  reads: {
    account: allOf({
      name: 'integrationAccount',
      what: 'integration account',
      type: TYPE,
      apiVersion: '2019-05-01',
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary'],
        from('account')((own) => [
          { kind: 'primary', what: 'integration account', region: own.at('location').text() },
        ]),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: always(
      'What Logic Apps keeps lies in Azure Storage, which always encrypts it with AES-256, under a key of Microsoft',
      'https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app',
      '2026-11-28',
    ),
    backups: from('account')(noBackup('Azure keeps no backup of an integration account')),
    // It tracks messages between companies, and not who reached the account. Source: type-facts-services §3.
    logs: from('account')((own) => [
      { what: 'who reached what', state: own.means('not-written'), to: [] },
    ]),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'partners'),
    bodies: {
      account: {
        location: 'northeurope',
        sku: { name: 'Standard' },
        properties: { state: 'Enabled' },
      },
      settings: [],
    },
    unknown: ['customer-keys'],
    cannot: { 'access-logging': 'it tracks messages, and not who reached what' },
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { account: { location: 'eastus' } },
      breaks: ['location'],
    },
  ],
  leaves: {
    account: {
      ...leaving('whether it works', 'state'),
      ...leaving('a host that ended in 2024', 'integrationServiceEnvironment/**'),
      'sku/name': 'price and size',
    },
  },
});
