import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { FindingStatus } from '#domain/status.ts';
import type { Verdict } from '#domain/verdict.ts';
import type { Check } from '#evaluation/define-check.ts';
import type { Facts } from '#facts/fact-names.ts';
import { InventoryResource } from '#inventory/inventory-resource.ts';
import { SqlDatabase } from '#facts/sql-database.ts';
import { SqlEncryptionProtector } from '#facts/sql-encryption-protector.ts';
import { SqlFailoverGroups } from '#facts/sql-failover-groups.ts';
import { SqlLongTermBackups } from '#facts/sql-long-term-backups.ts';
import { SqlLongTermRetention } from '#facts/sql-long-term-retention.ts';
import { SqlManagedDatabase } from '#facts/sql-managed-database.ts';
import { SqlManagedInstance } from '#facts/sql-managed-instance.ts';
import { SqlRecoverableDatabases } from '#facts/sql-recoverable-databases.ts';
import { SqlReplicationLinks } from '#facts/sql-replication-links.ts';
import { SqlRestorePoints } from '#facts/sql-restore-points.ts';
import { SqlServer } from '#facts/sql-server.ts';
import { SqlShortTermRetention } from '#facts/sql-short-term-retention.ts';
import { SqlTransparentDataEncryption } from '#facts/sql-transparent-data-encryption.ts';
import { SubscriptionRegions } from '#facts/subscription-regions.ts';

/** The instant of all cases. */
const AS_OF = '2026-11-21T03:00:00.000Z';

export const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  sqlServer: SqlServer,
  sqlDatabase: SqlDatabase,
  sqlDatabaseTransparentDataEncryption: SqlTransparentDataEncryption,
  sqlServerEncryptionProtector: SqlEncryptionProtector,
  sqlShortTermRetention: SqlShortTermRetention,
  sqlLongTermRetention: SqlLongTermRetention,
  sqlLongTermBackups: SqlLongTermBackups,
  sqlRecoverableDatabases: SqlRecoverableDatabases,
  sqlRestorePoints: SqlRestorePoints,
  sqlReplicationLinks: SqlReplicationLinks,
  sqlFailoverGroups: SqlFailoverGroups,
  sqlManagedInstance: SqlManagedInstance,
  sqlManagedDatabase: SqlManagedDatabase,
  sqlManagedDatabaseTransparentDataEncryption: SqlTransparentDataEncryption,
  sqlManagedInstanceEncryptionProtector: SqlEncryptionProtector,
  sqlManagedShortTermRetention: SqlShortTermRetention,
  sqlManagedLongTermRetention: SqlLongTermRetention,
  sqlManagedLongTermBackups: SqlLongTermBackups,
  sqlRecoverableManagedDatabases: SqlRecoverableDatabases,
  subscriptionRegions: SubscriptionRegions,
};

/** Judges raw bodies as the engine does: parsed by their schemas, the first fact deciding whether the check applies. */
export function judgeSql(
  check: Check,
  raw: Readonly<Record<string, unknown>>,
  parameters: unknown = {},
): Verdict | 'malformed' {
  const parsed: Record<string, unknown> = {};
  for (const name of [check.fact, ...check.also]) {
    const result = SCHEMAS[name]?.safeParse(raw[name]);
    if (result === undefined) throw new Error(`no schema for ${name}`);
    if (!result.success) return 'malformed';
    parsed[name] = result.data;
  }
  const resource = InventoryResource.parse(raw[check.fact]);
  const context = { parameters: check.parameters.parse(parameters), asOf: AS_OF, resource };
  // Every fact that the check names was parsed by its own schema.
  const facts = parsed as unknown as Facts;
  return check.applies?.(facts[check.fact], context) ?? check.evaluate(facts, context);
}

/** One row of a check's table. */
export interface SqlCase {
  readonly when: string;
  readonly status: FindingStatus;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly reason?: RegExp;
}

/** Runs a check's table; facts and parameters of a row replace the common ones. */
export function judges(
  check: Check,
  common: {
    readonly facts?: Readonly<Record<string, unknown>>;
    readonly with?: Readonly<Record<string, unknown>>;
  },
  cases: readonly SqlCase[],
): void {
  describe(check.id, () => {
    it.each(cases)('answers $status: $when', ({ status, facts, with: parameters, reason }) => {
      const verdict = judgeSql(
        check,
        { ...common.facts, ...facts },
        { ...common.with, ...parameters },
      );

      expect(verdict).toMatchObject({ status });
      expect(verdict).toHaveProperty('reason', expect.stringMatching(reason ?? /\S/u));
    });
  });
}
