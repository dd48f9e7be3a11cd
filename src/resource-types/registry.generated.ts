// Written by `npm run generate`; never edited.
import type { ResourceType } from './define-resource-type.ts';
import { redis } from './cache/redis.ts';
import { mysql } from './flexible-servers/mysql.ts';
import { postgresql } from './flexible-servers/postgresql.ts';
import { component } from './insights/component.ts';
import { key } from './key-vault/key.ts';
import { secret } from './key-vault/secret.ts';
import { vault } from './key-vault/vault.ts';
import { recoveryServicesVault } from './recovery-services/vault.ts';
import { sqlDatabase } from './sql/database.ts';
import { sqlElasticPool } from './sql/elastic-pool.ts';
import { managedDatabase } from './sql/managed-database.ts';
import { managedInstance } from './sql/managed-instance.ts';
import { sqlServer } from './sql/server.ts';
import { storageAccount } from './storage/account.ts';

/** Every resourcetype of the product. */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  redis,
  mysql,
  postgresql,
  component,
  key,
  secret,
  vault,
  recoveryServicesVault,
  sqlDatabase,
  sqlElasticPool,
  managedDatabase,
  managedInstance,
  sqlServer,
  storageAccount,
];
