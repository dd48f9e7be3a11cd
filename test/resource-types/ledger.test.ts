import { beforeAll, describe, expect, it } from 'vitest';
import { RESOURCE_TYPES } from '#resource-types/registry.generated.ts';
import { type Cell, cellOf } from '#traits/cell.ts';
import { type ArmType, newestArmType } from '../harness/arm-schema.ts';
import { recordingCell } from '../harness/recording-cell.ts';
import { sharedIsHere } from '../harness/shared.ts';
import { keepAccount } from './ledger.ts';
import { type Account, emptyAccount, unaccounted, wronglyLeft } from './ledger-account.ts';
import { answersOf } from './ledger-bodies.ts';

/** Answers that are no resources, so that nobody defines them. */
const NO_DEFINITION: Readonly<Record<string, string>> = {
  'Microsoft.AzureArcData/sqlServerInstances/databases': 'left out of the definitions',
  'Microsoft.ElasticSan/elasticSans/volumegroups/snapshots': 'left out of the definitions',
  'Microsoft.DocumentDB/restorableDatabaseAccounts': 'left out of the definitions',
  'Microsoft.Insights/metrics': 'a series of numbers',
  'Microsoft.CognitiveServices/accounts/deployments': 'left out of the definitions',
  'Microsoft.DataFactory/factories/integrationRuntimes': 'left out of the definitions',
  'Microsoft.EventGrid/domains/eventSubscriptions': 'left out of the definitions',
  'Microsoft.EventGrid/domains/topics': 'left out of the definitions',
  'Microsoft.EventGrid/domains/topics/eventSubscriptions': 'left out of the definitions',
  'Microsoft.EventGrid/namespaces/topics': 'left out of the definitions',
  'Microsoft.EventGrid/namespaces/topics/eventSubscriptions': 'left out of the definitions',
  'Microsoft.EventGrid/systemTopics/eventSubscriptions': 'left out of the definitions',
  'Microsoft.EventGrid/topics/eventSubscriptions': 'left out of the definitions',
  'Microsoft.EventHub/namespaces/eventhubs': 'left out of the definitions',
  'Microsoft.DocumentDB/cassandraClusters/dataCenters': 'left out of the definitions',
  'Microsoft.DocumentDB/mongoClusters/firewallRules': 'left out of the definitions',
  'Microsoft.NetApp/netAppAccounts/backupPolicies': 'left out of the definitions',
  'Microsoft.NetApp/netAppAccounts/capacityPools/volumes/snapshots': 'left out of the definitions',
  'Microsoft.NetApp/netAppAccounts/snapshotPolicies': 'left out of the definitions',
  'Microsoft.Network/networkInterfaces': 'left out of the definitions',
  'Microsoft.MachineLearningServices/workspaces/computes': 'left out of the definitions',
  'Microsoft.MachineLearningServices/workspaces/onlineEndpoints': 'left out of the definitions',
  'Microsoft.OperationalInsights/workspaces/linkedStorageAccounts': 'left out of the definitions',
  'Microsoft.Resources': 'the list of locations',
  'Microsoft.Purview/accounts/kafkaConfigurations': 'left out of the definitions',
  'Microsoft.SignalRService/SignalR/replicas': 'left out of the definitions',
  'Microsoft.SignalRService/webPubSub/replicas': 'left out of the definitions',
  'Microsoft.Sql/locations/longTermRetentionManagedInstances/longTermRetentionManagedInstanceBackups':
    'left out of the definitions',
  'Microsoft.Synapse/workspaces/azureADOnlyAuthentications': 'left out of the definitions',
  'Microsoft.Synapse/workspaces/firewallRules': 'left out of the definitions',
  'Microsoft.Synapse/workspaces/integrationRuntimes': 'left out of the definitions',
  'Microsoft.Synapse/workspaces/sqlPools/geoBackupPolicies': 'left out of the definitions',
  'Microsoft.Synapse/workspaces/sqlPools/replicationLinks': 'left out of the definitions',
  'Microsoft.Synapse/workspaces/sqlPools/restorePoints': 'left out of the definitions',
  'Microsoft.Storage/storageAccounts/queueServices/queues': 'left out of the definitions',
  'Microsoft.Storage/storageAccounts/tableServices/tables': 'left out of the definitions',
  'Microsoft.Cdn/profiles/afdEndpoints/routes': 'left out of the definitions',
  'Microsoft.Web/sites/slots/snapshots': 'left out of the definitions',
  'Microsoft.Web/sites/snapshots': 'left out of the definitions',
};

const armTypes = new Map<string, ArmType | undefined>();
const accounts = new Map<string, Account>();

function armTypeOf(name: string): ArmType | undefined {
  if (!armTypes.has(name)) armTypes.set(name, newestArmType(name));
  return armTypes.get(name);
}

function accountOf(name: string): Account {
  const known = accounts.get(name) ?? emptyAccount();
  accounts.set(name, known);
  return known;
}

const readBy = Map.groupBy(
  RESOURCE_TYPES.flatMap(({ type, reads }) =>
    Object.values(reads).map((read) => ({ type, answers: answersOf(read) })),
  ),
  ({ answers }) => answers,
);
const defined = [...readBy].filter(([name]) => NO_DEFINITION[name] === undefined);

describe.skipIf(!sharedIsHere)(
  'the ledger of members (left out where ../shared with the type definitions is absent)',
  () => {
    beforeAll(() => {
      for (const type of RESOURCE_TYPES) keepAccount(type, armTypeOf, accountOf);
    }, 180_000);

    it('sees every type and every answer', () => {
      expect(defined.map(([name]) => name).filter((name) => armTypeOf(name) === undefined)).toEqual(
        [],
      );
      expect(accounts.size).toBe(readBy.size);
      expect(defined.length).toBeGreaterThanOrEqual(RESOURCE_TYPES.length);
    });

    describe.each(defined)('%s', (name, by) => {
      const files = [...new Set(by.map(({ type }) => type))].join(', ');

      it(`has no member that nobody reads and nobody leaves (${files})`, () => {
        const type = armTypeOf(name);

        expect(type && unaccounted(type, accountOf(name))).toEqual([]);
      });

      it('leaves nothing that is read, or that is not there', () => {
        const type = armTypeOf(name);

        expect(type && wronglyLeft(type, accountOf(name))).toEqual([]);
      });
    });
  },
);

describe('an account', () => {
  const leaf = (path: string) => ({ path, values: ['x'], isWriteOnly: false });
  const armType = (...paths: readonly string[]): ArmType => ({
    version: '2026-01-01',
    leaves: paths.map(leaf),
    filled: {},
  });
  function lookedAt(body: unknown, look: (cell: Cell) => void): Account {
    const account = emptyAccount();
    const at = { evidence: `sha256:${'0'.repeat(64)}`, pointer: '' } as const;
    look(
      recordingCell(cellOf({ value: body, at, readAt: 0 }), (path, whole) =>
        (whole ? account.whole : account.read).add(path),
      ),
    );
    return account;
  }

  it('knows a member that was asked after, there or not, and nothing beside it', () => {
    const account = lookedAt({ a: {} }, (cell) => cell.at('a/b').text());

    expect(unaccounted(armType('a/b', 'a/c'), account)).toEqual(['a/c']);
  });

  it('counts what is in a list or a map by what was asked of its elements', () => {
    const account = lookedAt({ rows: [{ a: 1 }], map: { x: { a: 1 } } }, (cell) => {
      const rows = cell.at('rows').list();
      if (rows.said) for (const row of rows.value) row.at('a').number();
      const map = cell.at('map').members();
      if (map.said) for (const one of map.value.values()) one.at('a').number();
    });

    expect(unaccounted(armType('rows/*/a', 'rows/*/b', 'map/*/a', 'map/*/b'), account)).toEqual([
      'rows/*/b',
      'map/*/b',
    ]);
  });

  it('takes all below what was taken as it is, and nothing because something was seen to be there', () => {
    const account = lookedAt({ a: { b: 1 }, c: { d: 1 } }, (cell) => {
      cell.at('a').raw();
      cell.at('c').isThere();
    });

    expect(unaccounted(armType('a/b', 'c/d', 'c/e', 'f'), account)).toEqual(['c/**', 'f']);
  });

  it('takes what is left by name or branch, and says where that is wrong', () => {
    const account = lookedAt({}, (cell) => cell.at('read').text());
    account.by.set('T', account);
    for (const pattern of ['a/**', 'b', 'read', 'gone'])
      account.left.push({ type: 'T', read: 'r', pattern });
    const type = armType('a/x', 'b/*/y', 'read', 'id', 'tags/*');

    expect(unaccounted(type, account)).toEqual([]);
    expect(wronglyLeft(type, account)).toEqual([
      'read (T, r): it is read',
      'gone (T, r): there is no such member',
    ]);
  });
});
