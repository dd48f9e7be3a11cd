import { z } from 'zod';
import { notApplicable, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlaces, type Place, Within } from '#evaluation/judge-places.ts';
import { outside } from '#evaluation/short-words.ts';
import type { StorageAccountPlaces } from '#facts/storage-account-places.ts';
import { blobServiceOf } from '#facts/storage-blob-kind.ts';

export const storageObjectReplicationLocation = defineCheck({
  id: 'storage-object-replication-location',
  title: 'Storage account replicates its blobs only to accounts within the claimed places',
  family: 'location',
  severity: 'high',
  short: outside('a replicated copy lies'),
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: ['storageObjectReplication', 'storageAccountPlaces'],
  parameters: z.strictObject({ within: Within }),
  rationale: 'Object replication copies blobs to any account in any region, whatever the sku says.',
  remediation: {
    // Which of the policies has to go is for a person to say.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/storage/blobs/object-replication-configure',
  },
  references: ['Microsoft.Storage/storageAccounts/objectReplicationPolicies 2025-08-01'],
  examples: {
    pass: {
      facts: {
        storageAccount: { kind: 'StorageV2' },
        storageObjectReplication: [
          { properties: { sourceAccount: 'example', destinationAccount: 'other' } },
        ],
        storageAccountPlaces: [{ id: '/other', name: 'other', location: 'westeurope' }],
      },
      with: { within: 'EU' },
      resource: { name: 'example' },
    },
    fail: {
      facts: {
        storageAccount: { kind: 'StorageV2' },
        storageObjectReplication: [
          { properties: { sourceAccount: 'example', destinationAccount: 'other' } },
        ],
        storageAccountPlaces: [{ id: '/other', name: 'other', location: 'eastus' }],
      },
      with: { within: 'EU' },
      resource: { name: 'example' },
    },
    unknown: {
      facts: {
        storageAccount: { kind: 'StorageV2' },
        storageObjectReplication: [
          { properties: { sourceAccount: 'example', destinationAccount: 'elsewhere' } },
        ],
        storageAccountPlaces: [],
      },
      with: { within: 'EU' },
      resource: { name: 'example' },
    },
  },
  applies({ kind }, { parameters: { within } }) {
    switch (blobServiceOf(kind)) {
      case 'none':
        return notApplicable(`A ${kind} account holds no blobs`, kind);
      case 'not-understood':
        return unknown(`The kind ${kind ?? '(none)'} is not understood`, { expected: within });
      case 'block':
      case 'full':
      case 'old':
        return undefined;
    }
  },
  evaluate(facts, { parameters: { within }, resource }) {
    const own = accountName(resource.name);
    const places = facts.storageObjectReplication.flatMap(({ properties }): readonly Place[] => {
      const { sourceAccount, destinationAccount } = properties;
      if (accountName(sourceAccount) === own) {
        return [placeOf(destinationAccount, facts.storageAccountPlaces)];
      }
      // A policy of the account names it at one of its ends: one that does not may well lead away from here.
      const isStrange = accountName(destinationAccount) !== own;
      return isStrange ? [{ what: `copy from ${sourceAccount}`, location: undefined }] : [];
    });
    if (places.length === 0) return notApplicable('No blobs are replicated from here');
    return judgePlaces(places, within);
  },
});

/** An account of another subscription has no known place: the copy there may be anywhere. */
function placeOf(account: string, accounts: StorageAccountPlaces): Place {
  const found = accounts.find(({ name }) => accountName(name) === accountName(account));
  return {
    what: `copy in account ${account.split('/').at(-1) ?? account}`,
    location: found?.properties?.primaryLocation ?? found?.location,
  };
}

/** Names of accounts are unique in all of Azure, so an id and a bare name are told apart by nothing else. */
function accountName(account: string): string {
  return (account.split('/').at(-1) ?? account).toLowerCase();
}
