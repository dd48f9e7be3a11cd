import { type Service, storageOf } from '../../harness/estates.ts';
import { answering, lying, type MatrixRow, made, outside } from './breakage.ts';
import { blobs, restoreDays } from './storage.ts';

const ACCOUNT = 'Microsoft.Storage/storageAccounts';

function account(location: string): unknown {
  return {
    location,
    kind: 'StorageV2',
    sku: { name: 'Standard_GZRS' },
    properties: { minimumTlsVersion: 'TLS1_2', supportsHttpsTrafficOnly: true },
  };
}

const elsewhere = (location: string, pair: string): MatrixRow => ({
  title: `A storage account is made in ${location}`,
  resourceType: ACCOUNT,
  in: (service) => {
    const resource = storageOf(service, `${service.storage}new`);
    return {
      ...made(
        [
          { id: resource, body: account(location) },
          {
            id: `${resource}/blobServices/default`,
            body: {
              properties: {
                ...blobs(restoreDays(service)),
                restorePolicy: newRestorePolicy(service),
              },
            },
          },
        ],
        lying(resource, { primary: location, copy: pair }),
      ),
    };
  },
});

/** Of an account that was made just now: it can be restored since then. */
function newRestorePolicy(service: Service): Readonly<Record<string, unknown>> {
  const now = new Date().toISOString();
  return { enabled: true, days: restoreDays(service), lastEnabledTime: now, minRestoreTime: now };
}

/** Where storage accounts and their copies are. */
export const STORAGE_PLACE_ROWS: readonly MatrixRow[] = [
  elsewhere('eastus', 'westus'),
  elsewhere('uksouth', 'ukwest'),
  {
    title: 'The second copies of storage accounts are in the United States',
    resourceType: ACCOUNT,
    in: (service) =>
      answering(
        '/providers/Microsoft.Storage/storageAccounts?',
        'properties.secondaryLocation',
        'eastus',
        accountsOf(service).flatMap((resource) => lying(resource, { copy: 'eastus' })),
      ),
  },
  {
    title: 'Blobs are replicated to an account in the United States',
    resourceType: ACCOUNT,
    in: (service) => {
      const elsewhereRow = elsewhere('eastus', 'westus').in(service);
      const resource = storageOf(service);
      const policy = `${resource}/objectReplicationPolicies/away`;
      const there = made(
        [
          {
            id: policy,
            body: {
              properties: {
                sourceAccount: resource,
                destinationAccount: storageOf(service, `${service.storage}new`),
                rules: [{ ruleId: 'r1', sourceContainer: 'a', destinationContainer: 'b' }],
              },
            },
          },
        ],
        ['location', 'regional-redundancy'].map((check) => ({
          check,
          resource,
          when: outside({ replica: 'eastus' }),
        })),
      );
      return {
        break: [...(elsewhereRow?.break ?? []), ...(there.break ?? [])],
        mend: [...(there.mend ?? []), ...(elsewhereRow?.mend ?? [])],
        expected: [...(elsewhereRow?.expected ?? []), ...there.expected],
      };
    },
  },
];

function accountsOf(service: Service): readonly string[] {
  const base = service.storage.replace(/prod$/u, '');
  const names = [`${base}prod`, `${base}docs`, ...(base === 'stflex' ? [`${base}media`] : [])];
  return names.map((name) => storageOf(service, name));
}
