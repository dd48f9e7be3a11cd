import { withParent } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { logPlaces } from '../diagnostic-settings.ts';
import { parentKey } from '../resource-names.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { copiesOf, linkedServers } from './instance-pairs.ts';
import { longTermBackups, longTermPlaces } from './long-term-backups.ts';
import { breaksOfManagedDatabase, GOOD_MANAGED_DATABASE } from './managed-database-example.ts';
import { managedDatabaseMends } from './managed-mends.ts';
import {
  databases,
  encryption,
  failoverGroups,
  instanceOfDatabase,
  instanceSettings,
  keptBackups,
  longTermPolicy,
  protector,
  recoverable,
  serverLinks,
  shortTermPolicy,
} from './managed-reads.ts';
import {
  auditOf,
  backupPlacesOf,
  homeOf,
  ownBackups,
  partialBackups,
  restorableBackups,
  systemDatabase,
  unlessCopied,
} from './managed-says.ts';
import { keyOfProtector, transparentEncryption } from './transparent-encryption.ts';

const BY_THE_PLATFORM = 'the platform keeps the interval, nobody can set it';

/** A database on a managed instance. Source: Microsoft.Sql/managedInstances/databases, 2025-01-01. */
export const managedDatabase = defineResourceType({
  type: 'Microsoft.Sql/managedInstances/databases',
  holds: 'database',
  serves: 'nobody',
  reads: {
    database: databases,
    instance: instanceOfDatabase,
    regions: subscriptionRegions,
    groups: failoverGroups,
    links: serverLinks,
    encryption,
    protector,
    shortTerm: shortTermPolicy,
    longTerm: longTermPolicy,
    kept: keptBackups,
    recoverable,
    settings: instanceSettings,
  },
  setAside: systemDatabase,
  traits: {
    zones: withParent('A database lies in the zones of its instance'),
    // The data, its copies by failover groups and links of the instance, its backups, its logs.
    places: [
      only(
        ['primary'],
        from(
          'database',
          'instance',
        )((own, instance) => [
          { kind: 'primary', what: 'database', region: homeOf(own, instance) },
        ]),
      ),
      only(
        ['replica', 'partner'],
        from(
          'database',
          'groups',
          'links',
        )((own, groups, links, { id, name }) => [
          ...copiesOf(own, groups, parentKey(id)),
          ...linkedServers(links, name),
        ]),
      ),
      only(['backup'], from('database', 'instance', 'regions')(backupPlacesOf)),
      only(
        ['long-term-backup'],
        from(
          'database',
          'instance',
          'regions',
          'kept',
        )((own, instance, regions, kept, about) =>
          longTermPlaces(ownBackups(kept, about), homeOf(own, instance), regions),
        ),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from(
      'encryption',
      'protector',
    )((setting, key) => [
      {
        what: 'database',
        state: transparentEncryption(setting),
        // The instance's protector holds for all of its databases.
        key: keyOfProtector(key),
      },
    ]),
    backups: [
      only(
        ['continuous', 'full'],
        from(
          'database',
          'groups',
          'shortTerm',
          'recoverable',
        )((own, groups, policy, recoverables, about) =>
          unlessCopied(own, groups, about, () =>
            restorableBackups(own, policy, recoverables, about),
          ),
        ),
      ),
      only(
        ['differential', 'log'],
        from(
          'database',
          'groups',
        )((own, groups, about) => unlessCopied(own, groups, about, () => partialBackups(own))),
      ),
      only(
        ['long-term'],
        from(
          'database',
          'groups',
          'longTerm',
          'kept',
        )((own, groups, policy, kept, about) =>
          unlessCopied(own, groups, about, () =>
            longTermBackups(
              policy,
              ownBackups(kept, about),
              own.at('properties/creationDate').past(),
            ),
          ),
        ),
      ),
    ],
    logs: from('settings')((settings) => [auditOf(settings)]),
  },
  mend: managedDatabaseMends,
  good: {
    ...GOOD_MANAGED_DATABASE,
    unbreakable: {
      'backup-interval': BY_THE_PLATFORM,
      'differential-backup': BY_THE_PLATFORM,
      'full-backup': BY_THE_PLATFORM,
      'log-backup': BY_THE_PLATFORM,
    },
  },
  breaks: breaksOfManagedDatabase,
  leaves: {
    database: {
      'properties/defaultSecondaryLocation': 'where a copy would be put by default: no copy',
      'properties/extendedAccessibilityInfo/**': 'why it cannot be opened',
      'properties/collation': 'how texts are compared',
      'properties/catalogCollation': 'how texts are compared',
      'properties/isLedgerOn': 'whether changes are provable: no claim speaks of it',
    },
    longTerm: {
      'properties/weekOfYear': 'which week the yearly backup is of',
      'properties/backupStorageAccessTier': 'price',
    },
    protector: {
      'properties/serverKeyName': 'its address says more',
      'properties/thumbprint': 'which version of the key',
      'properties/autoRotationEnabled': 'whether it follows its key: that is asked of the key',
      kind: 'the same as serverKeyType',
    },
    groups: {
      'properties/secondaryType': 'a standby holds the data too',
      'properties/readWriteEndpoint/**': 'who decides that it fails over',
      'properties/readOnlyEndpoint/**': 'who may read the copy',
    },
    links: {
      'properties/databases/*/**': 'how far the copy is: no redundancy rests on it',
      'properties/distributedAvailabilityGroup*': 'its name',
      'properties/partnerAvailabilityGroupName': 'its name',
      'properties/instanceAvailabilityGroupName': 'its name',
      'properties/replicationMode': 'how fast it copies: where to is what counts',
      'properties/failoverMode': 'who decides that it fails over',
      'properties/seedingMode': 'how it began',
      'properties/partnerLinkRole': 'its partner counts on either end',
      'properties/instanceLinkRole': 'its partner counts on either end',
    },
  },
});
