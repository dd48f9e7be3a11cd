import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { EstateInput } from '#simulator/estate/schema.ts';

export const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';
const GROUP = 'rg-bench';
export const DATABASES_PER_SERVER = 100;
/** Azure's bucket for reads of one subscription. Source: azure-facts §13. */
export const BUCKET = { burst: 250, perSecond: 25 } as const;

export interface EstateSize {
  /** A multiple of a hundred. */
  readonly databases: number;
  readonly latencyMs: number;
  /** Absent: Azure does not throttle. */
  readonly throttling?: { readonly retryAfter: boolean };
}

/** Path, below the management endpoint, of a server or of one of its databases. */
export function databasePath(server: number, database?: number): string {
  const path = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}/providers/Microsoft.Sql/servers/sql-${server}`;
  return database === undefined ? path : `${path}/databases/db-${database}`;
}

/** Writes an estate of SQL servers with a hundred databases each, all of them as Flex Applications' statement says; answers with its path. */
export async function writeEstate(directory: string, size: EstateSize): Promise<string> {
  const { databases, latencyMs, throttling } = size;
  const estate: EstateInput = {
    ...(throttling === undefined ? {} : { throttling: { ...BUCKET, ...throttling } }),
    misbehaviour: latencyMs === 0 ? [] : [{ match: {}, effect: { latencyMs } }],
    subscriptions: [
      {
        id: SUBSCRIPTION,
        displayName: 'Bench',
        resourceGroups: [
          { name: GROUP, location: 'swedencentral', resources: [server(databases)] },
        ],
      },
    ],
  };
  const file = join(directory, `estate-${databases}.yaml`);
  await writeFile(file, stringify(estate));
  return file;
}

function server(databases: number) {
  return {
    type: 'Microsoft.Sql/servers',
    name: 'sql-{n}',
    repeat: databases / DATABASES_PER_SERVER,
    properties: { minimalTlsVersion: '1.2', publicNetworkAccess: 'Disabled' },
    children: {
      databases: [
        {
          name: 'db-{n}',
          repeat: DATABASES_PER_SERVER,
          settings: {
            backupShortTermRetentionPolicies: { retentionDays: 14, diffBackupIntervalInHours: 12 },
            backupLongTermRetentionPolicies: {
              weeklyRetention: 'P5W',
              monthlyRetention: 'P2M',
              yearlyRetention: 'P1Y',
              weekOfYear: 1,
            },
          },
        },
      ],
    },
  };
}
