import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Reach } from '#traits/endpoint.ts';
import { andThen, type NotSaid, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { keyIn } from '../customer-key.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { itself, listBelow } from '../generic-reads.ts';
import { noBackup } from '../no-backup.ts';
import { addressesIn, closePublicAccess, keysBy, platformDoor, reachBy } from '../public-access.ts';
import { AUDIT, BREAKS, GOOD, LEAVES, TYPE } from './account-example.ts';
import { accountPlaces, modelPlaces, whenModels } from './account-places.ts';

const API_VERSION = '2026-07-01';

/** Who asked what; the key that was handed out is audited besides. Source: type-classes §2. */
const REQUESTS = {
  what: 'requests',
  carry: ['requestresponse'],
  other: ['audit', 'trace', 'azureopenairequestusage'],
} as const;

/** AI services, Azure OpenAI among them. Source: Microsoft.CognitiveServices/accounts, 2026-07-01; type-facts-data §7. */
export const cognitiveAccount = defineResourceType({
  type: 'Microsoft.CognitiveServices/accounts',
  holds: 'files',
  serves: 'clients',
  reads: {
    account: itself({
      name: 'cognitiveAccount',
      what: 'AI services account',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    deployments: listBelow({
      name: 'cognitiveDeployments',
      what: 'deployed models of account',
      type: `${TYPE}/deployments`,
      apiVersion: API_VERSION,
      when: whenModels,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('account')(accountPlaces)),
      only(['replica'], from('account', 'deployments')(modelPlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('account')((own) => [encryptionOf(own)]),
    endpoints: from('account')((own) => [
      {
        // "TLS 1.2 or higher": ai-foundry/responsible-ai/openai/data-privacy.
        ...platformDoor(own, 'account', own.at('properties/endpoint')),
        reach: reachOf(own),
        keys: keysBy(own.at('properties/disableLocalAuth'), {
          means: 'accepted',
          source: 'disableLocalAuth: keys are accepted unless it is true',
        }),
      },
    ]),
    backups: from('account')(backupsOf),
    logs: from('settings')((settings) => [logStream(settings, REQUESTS)]),
  },
  mend: {
    'network-isolation': closePublicAccess(),
    'access-logging': (resource) => sendLogs(resource, AUDIT),
  },
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});

/** AES-256 of whatever is kept. Source: ai-foundry/responsible-ai/openai/data-privacy. */
function encryptionOf(own: Cell): Encryption {
  const what = 'account';
  const state = own.means<'on'>('on');
  if (lacks(own, 'properties/encryption'))
    return { what, state, key: own.at('properties').means({ of: 'platform' }) };
  const encryption = own.at('properties/encryption');
  const source = encryption.at('keySource').oneOf({
    'Microsoft.CognitiveServices': 'platform',
    'Microsoft.KeyVault': 'customer',
  } as const);
  const key = andThen(
    source,
    (whose): Said<EncryptionKey> =>
      whose === 'platform'
        ? encryption.at('keySource').means({ of: 'platform' })
        : keyIn(encryption.at('keyVaultProperties'), 'keyVaultUri', 'keyName'),
  );
  return { what, state, key };
}

/** Without rules everybody is let in. Guess: absent rules let in everybody, as a default of Allow does. */
function reachOf(own: Cell): Said<Reach> {
  return reachBy(own.at('properties/publicNetworkAccess'), () => {
    if (lacks(own, 'properties/networkAcls')) return own.at('properties').means({ is: 'internet' });
    const rules = own.at('properties/networkAcls');
    const action = rules.at('defaultAction').oneOf({ Allow: 'allow', Deny: 'deny' } as const);
    return andThen(
      action,
      (word): Said<Reach> =>
        word === 'allow'
          ? rules.at('defaultAction').means({ is: 'internet' })
          : addressesIn(rules.at('ipRules').list(), 'value'),
    );
  });
}

/** Kinds in which people keep what they made: pictures to learn from, faces, applications, answers, models of documents. */
const KEEPING =
  /^(?:customvision\.\w+|face|formrecognizer|languageauthoring|luis(?:\.authoring)?|metricsadvisor|personalizer|qnamaker(?:\.v2)?|textanalytics|texttranslation)$/iu;

/**
 * What works on what it is given keeps nothing; models may keep files, threads and answers, of which Azure has no backup. Guess: the
 * choice of kinds is ours.
 */
function backupsOf(own: Cell): readonly Backup[] | NotSaid {
  const kind = own.at('kind').text();
  if (whenModels(own) === undefined || (kind.said && KEEPING.test(kind.value)))
    return own
      .at('properties')
      .notUnderstood('Whether what people made is kept in the account alone is not said');
  return noBackup('It works on what it is given and keeps nothing to be backed up')(own);
}
