import { notApplicable, unknown, type Verdict } from '#domain/verdict.ts';
import type { SqlDatabase } from '#facts/sql-database.ts';
import { linksOf } from '#facts/sql-database-links.ts';
import type { SqlManagedDatabase } from '#facts/sql-managed-database.ts';
import type { SqlReplicationLinks } from '#facts/sql-replication-links.ts';

/** The databases of SQL Server itself: an instance has them all, so nobody can create one of these names there. */
const INSTANCE_DATABASES = ['master', 'model', 'msdb', 'tempdb'];

/**
 * Sets `master` aside, whatever its case: the platform keeps it, its encryption and retention cannot be set.
 * Source: listByServer returns `master` with `kind: v12.0,system` and `sku.tier: System` (recorded 2019-12).
 */
export function setAsideSystemDatabase({ name, kind }: SqlDatabase): Verdict | undefined {
  if (name.toLowerCase() !== 'master' && !kindsOf(kind).includes('system')) return undefined;
  return asSystemDatabase(name, kind);
}

/** The same for a managed instance. Guess: Azure lists none of them there. */
export function setAsideManagedSystemDatabase({ name }: SqlManagedDatabase): Verdict | undefined {
  return INSTANCE_DATABASES.includes(name.toLowerCase()) ? asSystemDatabase(name, null) : undefined;
}

/** Sets a dedicated SQL pool aside; `because` says what takes the place of the setting there. */
export function setAsideDataWarehouse(database: SqlDatabase, because: string): Verdict | undefined {
  if (!isDataWarehouse(database)) return undefined;
  return notApplicable(
    `${database.name} is a dedicated SQL pool (DataWarehouse): ${because}`,
    shownTier(database),
  );
}

/** Sets a Hyperscale database aside; `because` says what takes the place of the setting there. */
export function setAsideHyperscale(database: SqlDatabase, because: string): Verdict | undefined {
  if (!isOfTier(database, 'hyperscale')) return undefined;
  return notApplicable(
    `${database.name} is a Hyperscale database: ${because}`,
    shownTier(database),
  );
}

/** Whether the database is a dedicated SQL pool. */
export function isDataWarehouse(database: SqlDatabase): boolean {
  return isOfTier(database, 'datawarehouse');
}

/**
 * Sets a secondary aside, for its backups are those of its primary. The replication link must say so too: after a failover the
 * database's own `secondaryType` may lag, and a primary that is taken for a secondary would be judged by nobody.
 */
export function setAsideSecondary(
  database: SqlDatabase,
  links: SqlReplicationLinks,
  expected: unknown,
): Verdict | undefined {
  const own = linksOf(database.id, links);
  const type = database.properties?.secondaryType;
  const observed = {
    secondaryType: type ?? null,
    roles: own.map((link) => link.properties?.role ?? null),
  };
  for (const link of own) {
    const role = link.properties?.role;
    if (role === 'Secondary' || role === 'NonReadableSecondary') {
      const partner = link.properties?.partnerServer ?? 'another server';
      return notApplicable(
        `${database.name} is a secondary: backups are taken from its primary on ${partner} and judged there`,
        observed,
      );
    }
    if (role === null || role === undefined) {
      return unknown(`A replication link of ${database.name} does not say which end it is`, {
        expected,
        observed,
      });
    }
  }
  const isContradicted = type !== null && type !== undefined && own.length === 0;
  return isContradicted
    ? unknown(
        `${database.name} calls itself a secondary, but its server lists no replication link of it`,
        { expected, observed },
      )
    : undefined;
}

function asSystemDatabase(name: string, kind: string | null | undefined): Verdict {
  return notApplicable(
    `${name} is a system database that the platform keeps: it holds no user data and is not counted`,
    { name, kind: kind ?? null },
  );
}

function isOfTier(database: SqlDatabase, tier: string): boolean {
  return database.sku?.tier?.toLowerCase() === tier || kindsOf(database.kind).includes(tier);
}

function kindsOf(kind: string | null | undefined): readonly string[] {
  return (kind ?? '').toLowerCase().split(',');
}

function shownTier(database: SqlDatabase): unknown {
  return { kind: database.kind ?? null, tier: database.sku?.tier ?? null };
}
