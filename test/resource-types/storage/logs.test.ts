import { accessLogging } from '#checks/access-logging.ts';
import { unavailable } from '#domain/reading.ts';
import { storageAccount } from '#resource-types/storage/account.ts';
import { unread } from '../../harness/judge-type.ts';
import { typeCases } from '../../harness/type-cases.ts';

const lost = unread(unavailable('AuthorizationFailed', 'may not read'));
const WORKSPACE =
  '/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log';

const writing = (...logs: readonly unknown[]) => [
  { name: 'own', properties: { workspaceId: WORKSPACE, logs } },
];
const on = (category: string) => ({ category, enabled: true });
const group = (categoryGroup: string) => ({ categoryGroup, enabled: true });

typeCases(accessLogging, storageAccount, {}, [
  { when: 'all is recorded', status: 'pass' },
  {
    when: 'category by category',
    status: 'pass',
    set: {
      blobSettings: { '': writing(on('StorageRead'), on('StorageWrite'), on('StorageDelete')) },
    },
  },
  {
    when: 'by the group of all',
    status: 'pass',
    set: { blobSettings: { '': writing(group('allLogs')) } },
  },
  {
    when: 'reads are left out',
    status: 'fail',
    set: { blobSettings: { '': writing(on('StorageWrite'), on('StorageDelete')) } },
    reason: /^No diagnostic setting sends reads of blobs anywhere$/u,
  },
  { when: 'nothing of blobs', status: 'fail', set: { blobSettings: { '': [] } } },
  {
    when: 'a category that is new',
    status: 'unknown',
    set: { blobSettings: { '': writing(on('StorageAll')) } },
  },
  {
    when: 'nothing of tables, and there are none',
    status: 'pass',
    set: { tableSettings: { '': [] } },
  },
  {
    when: 'nothing of tables, and there is one',
    status: 'fail',
    set: { tableSettings: { '': [] }, tables: { '': [{ name: 'events' }] } },
    reason: /tables/u,
  },
  {
    when: 'nothing of queues, and whether there are any is not said',
    status: 'unknown',
    set: { queueSettings: { '': [] }, queues: { '': lost } },
  },
  {
    when: 'all of queues, whether there are any or not',
    status: 'pass',
    set: { queues: { '': lost } },
  },
  { when: 'the settings may not be read', status: 'unknown', set: { blobSettings: { '': lost } } },
  {
    when: 'premium files without a share',
    status: 'not-applicable',
    set: { account: { kind: 'FileStorage' }, fileSettings: { '': [] } },
  },
]);
