import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#domain/clock.ts';
import type { Finding } from '#domain/finding.ts';
import type { ScanResult } from '#domain/scan.ts';
import type { EstateInput } from '#simulator/estate/schema.ts';

const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;
const SERVER = `${GROUP}/providers/Microsoft.Sql/servers/sql`;
export const NIGHTLY = `${SERVER}/databases/nightly`;
export const STEADY = `${SERVER}/databases/steady`;
export const TDE_OF = (database: string) => `${database}/transparentDataEncryption/current`;
/** A claim of encryption at rest about this estate's databases. */
export const CLAIM = 'own.encryption';

/** A server with a serverless database that pauses after an hour, and one that never does. */
export function pausedEstate(properties: Readonly<Record<string, unknown>> = {}): EstateInput {
  return {
    changeFeed: { lagSeconds: 0 },
    subscriptions: [
      {
        id: SUBSCRIPTION,
        displayName: 'production',
        resourceGroups: [
          {
            name: 'rg',
            location: 'westeurope',
            resources: [
              {
                type: 'Microsoft.Sql/servers',
                name: 'sql',
                children: {
                  databases: [
                    {
                      name: 'nightly',
                      sku: { name: 'GP_S_Gen5', tier: 'GeneralPurpose', capacity: 1 },
                      properties: { autoPauseDelay: 60, minCapacity: 0.5, ...properties },
                    },
                    { name: 'steady' },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  };
}

/** A configuration that claims encryption at rest; `azure`: further settings of that section. */
export function encryptionConfiguration(azure = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'posture-paused-'));
  const document = join(folder, 'own.yaml');
  writeFileSync(
    document,
    `id: own
title: Our own statement
publisher: Us
claims:
  - id: ${CLAIM}
    section: "1"
    summary: Databases are encrypted at rest.
    locator: encrypted
    severity: critical
    verify: [{ check: encryption-at-rest }]
`,
  );
  const config = join(folder, 'posture.yaml');
  writeFileSync(
    config,
    `azure: { credential: client-secret${azure} }
documents:
  - { file: ${document}, scope: { subscriptions: ["${SUBSCRIPTION}"] } }
state: ${join(folder, 'state')}
`,
  );
  return config;
}

/** A clock that stands until it is moved. */
export function movedClock(): Clock & { move(minutes: number): void } {
  let now = Date.parse('2026-11-20T09:00:00Z');
  return {
    now: () => now,
    sleep: async () => await Promise.resolve(),
    move: (minutes) => {
      now += minutes * 60_000;
    },
  };
}

/** What a snapshot says of a database. */
export function findingIn(snapshot: string, database: string): Finding {
  const result = JSON.parse(
    readFileSync(join(snapshot, 'results/result.json'), 'utf8'),
  ) as ScanResult;
  const findings = result.claims.flatMap((claim) => claim.findings);
  const finding = findings.find(
    ({ resourceId }) => resourceId.toLowerCase() === database.toLowerCase(),
  );
  if (finding === undefined) throw new Error(`Nothing is said of ${database}`);
  return finding;
}
