import { z } from 'zod';
import { fail, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlaces, Within } from '#evaluation/judge-places.ts';
import { isBackedUpElsewhere } from '#evaluation/judge-sql-copies.ts';
import { setAsideSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { exampleDatabase } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { pairOf } from '#facts/subscription-regions.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlBackupSeparation = defineCheck({
  id: 'sql-backup-separation',
  title: 'SQL database has a backup copy in another region within the claimed places',
  family: 'geo-redundancy',
  severity: 'high',
  property: 'currentBackupStorageRedundancy',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['subscriptionRegions'],
  parameters: z.strictObject({ within: Within }),
  rationale: 'A backup that shares the place of the original shares its fate.',
  remediation: {
    command: ({ id }) => {
      const { server, database } = sqlNames(id);
      return `${azCommand`az sql db update --server ${server} --name ${database} --backup-storage-redundancy Geo`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview#backup-storage-redundancy',
  },
  references: ['Microsoft.Sql/servers/databases currentBackupStorageRedundancy, 2025-01-01'],
  examples: {
    pass: {
      with: { within: 'EU' },
      facts: {
        sqlDatabase: exampleDatabase({
          currentBackupStorageRedundancy: 'Geo',
          requestedBackupStorageRedundancy: 'Geo',
        }),
        subscriptionRegions: [],
      },
    },
    fail: {
      with: { within: 'EU' },
      facts: {
        sqlDatabase: exampleDatabase({
          currentBackupStorageRedundancy: 'Zone',
          requestedBackupStorageRedundancy: 'Zone',
        }),
        subscriptionRegions: [],
      },
    },
    unknown: {
      with: { within: 'EU' },
      facts: {
        sqlDatabase: exampleDatabase({}),
        subscriptionRegions: [],
      },
    },
  },
  applies: setAsideSystemDatabase,
  evaluate({ sqlDatabase, subscriptionRegions }, { parameters: { within } }) {
    const observed = sqlDatabase.properties?.currentBackupStorageRedundancy;
    const shown = { expected: within, observed };
    const isCopied = isBackedUpElsewhere(sqlDatabase);
    if (isCopied === undefined) {
      return unknown('Whether backups have a copy in another region cannot be told', shown);
    }
    if (!isCopied) return fail('No backup copy is kept in another region', shown);
    const location = pairOf(subscriptionRegions, sqlDatabase.location ?? '');
    return judgePlaces([{ what: 'second copy of backups', location }], within);
  },
});
