import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';

/** Lower case; Azure itself writes `Microsoft.Keyvault`. Source: Microsoft.Storage/storageAccounts, 2025-08-01. */
const KEY_SOURCES = ['microsoft.storage', 'microsoft.keyvault'];

/** Kinds of account that lack a service; Azure states blob and file for every other. Guess: that it leaves out the one they lack. */
const LACKING: ReadonlyMap<string, string> = new Map([
  ['filestorage', 'blob'],
  ['blobstorage', 'file'],
  ['blockblobstorage', 'file'],
]);

export const storageEncryptionAtRest = defineCheck({
  id: 'storage-encryption-at-rest',
  title: 'Storage account encrypts the data of its services at rest',
  family: 'encryption-at-rest',
  severity: 'critical',
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: [],
  parameters: z.strictObject({}),
  rationale:
    'Azure Storage always encrypts with AES-256; the account itself names the services for which it does and whose key is used.',
  remediation: {
    // It cannot be switched off, so there is nothing to switch on: a failure is one for Azure's support.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/storage/common/storage-service-encryption',
  },
  references: [
    'Microsoft.Storage/storageAccounts 2025-08-01: encryption.services, encryption.keySource',
  ],
  examples: {
    pass: {
      facts: {
        storageAccount: {
          properties: {
            encryption: {
              keySource: 'Microsoft.Storage',
              services: { blob: { enabled: true }, file: { enabled: true } },
            },
          },
        },
      },
    },
    fail: {
      facts: {
        storageAccount: {
          properties: {
            encryption: { keySource: 'Microsoft.Storage', services: { blob: { enabled: false } } },
          },
        },
      },
    },
    unknown: { facts: { storageAccount: { properties: {} } } },
  },
  evaluate({ storageAccount: { kind, properties } }) {
    const expected = 'AES-256 for every stated service';
    const encryption = properties?.encryption;
    const services = Object.entries(encryption?.services ?? {}).filter(
      ([, service]) => service !== null && service !== undefined,
    );
    const stated = Object.fromEntries(
      services.map(([name, service]) => [name, service?.enabled ?? null]),
    );
    const keySource = encryption?.keySource ?? null;
    const shown = { expected, observed: { keySource, services: stated } };
    const off = Object.keys(stated).filter((name) => stated[name] === false);
    if (off.length > 0) return fail(`Not encrypted: ${off.join(', ')}`, shown);
    const lacking = LACKING.get(kind?.toLowerCase() ?? '');
    const due = ['blob', 'file'].filter((name) => name !== lacking);
    const unsaid = [...due, ...Object.keys(stated)].filter((name) => stated[name] !== true);
    if (unsaid.length > 0) {
      return unknown('Azure does not say for which services encryption is on', shown);
    }
    if (keySource === null || !KEY_SOURCES.includes(keySource.toLowerCase())) {
      return unknown(`The key source ${keySource ?? '(none)'} is not understood`, shown);
    }
    const whose =
      keySource.toLowerCase() === 'microsoft.storage' ? "Microsoft's" : "the customer's";
    return pass(`Encrypted with AES-256 by the platform, under ${whose} key`, shown);
  },
});
