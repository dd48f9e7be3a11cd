import { describe, expect, it } from 'vitest';
import { storageObjectReplicationLocation } from '#checks/storage/storage-object-replication-location.ts';
import { storageAccount } from '../../harness/facts/storage.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

const PLACES = [
  { id: '/a/inside', name: 'inside', location: 'westeurope' },
  { id: '/a/outside', name: 'outside', location: 'eastus' },
  {
    id: '/a/moved',
    name: 'moved',
    location: 'westeurope',
    properties: { primaryLocation: 'eastus' },
  },
];

describe('storage-object-replication-location', () => {
  it.each([
    ['none', [], 'not-applicable'],
    ['only to here', [['other', 'example']], 'not-applicable'],
    ['inside', [['example', 'inside']], 'pass'],
    ['by ids, in any case', [['/s/STORAGEACCOUNTS/EXAMPLE', '/s/storageAccounts/Inside']], 'pass'],
    ['outside', [['example', 'outside']], 'fail'],
    ['to an account that failed over', [['example', 'moved']], 'fail'],
    ['to an account that is not seen', [['example', 'elsewhere']], 'unknown'],
    [
      'one inside, one not seen',
      [
        ['example', 'inside'],
        ['example', 'elsewhere'],
      ],
      'unknown',
    ],
    [
      'one outside, one not seen',
      [
        ['example', 'elsewhere'],
        ['example', 'outside'],
      ],
      'fail',
    ],
  ])('replicates %s', (_, policies, status) => {
    const verdict = judgeCheck(
      storageObjectReplicationLocation,
      {
        storageAccount: storageAccount(),
        storageObjectReplication: policies.map(([sourceAccount = '', destinationAccount = '']) => ({
          properties: { sourceAccount, destinationAccount },
        })),
        storageAccountPlaces: PLACES,
      },
      { with: { within: 'EU' } },
    );

    expect(verdict.status).toBe(status);
  });

  it.each([
    ['FileStorage', 'not-applicable'],
    ['FutureStorage', 'unknown'],
    [null, 'unknown'],
  ])('decides for kind %j without another request: %s', (kind, status) => {
    const facts = { storageAccount: storageAccount({}, { kind }) };

    const verdict = judgeCheck(storageObjectReplicationLocation, facts, { with: { within: 'EU' } });

    expect(verdict.status).toBe(status);
  });
});
