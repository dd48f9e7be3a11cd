import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Clock } from '#domain/clock.ts';
import { Estate, type EstateInput } from '#simulator/estate/schema.ts';
import type { KeptScans } from '../harness/kept-scans.ts';

export const FIXTURES = join(import.meta.dirname, 'fixtures');

const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-lived`;
export const SERVER = `${GROUP}/providers/Microsoft.Sql/servers/sql-lived`;
const TOLD_SERVER = `${GROUP}/providers/Microsoft.Sql/servers/sql-told`;
const CUT = `${SERVER}/databases/cut`;
const RETENTION = `${CUT}/backupShortTermRetentionPolicies/default`;
const STORAGE = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stlived`;

/** The first scan of the life that the fixtures tell of. */
const BEGUN = Date.parse('2026-11-28T08:00:00.000Z');
const MINUTE_MS = 60_000;

/** A clock that stands until it is moved. */
export function createHandClock(): Clock & { moveTo(minutes: number): void } {
  let now = BEGUN;
  return {
    now: () => now,
    sleep: async () => await Promise.resolve(),
    moveTo(minutes) {
      now = BEGUN + minutes * MINUTE_MS;
    },
  };
}

/** A type that has no file to this day, in place of one that had none then and has one now. */
export function withoutFileStill(text: string): string {
  return text
    .replaceAll('Microsoft.DocumentDB/databaseAccounts', 'Contoso.Data/stores')
    .replaceAll('microsoft.documentdb/databaseaccounts', 'contoso.data/stores');
}

/** The estate as it was before anybody changed it. */
export function livedEstate(): EstateInput {
  const text = withoutFileStill(readFileSync(join(FIXTURES, 'estate.yaml'), 'utf8'));
  const estate = Estate.parse(parse(text, { merge: true }));
  return { ...estate, backupRedundancyLagSeconds: 0, changeFeed: { lagSeconds: 0 } };
}

/** What happened, and how many minutes after the beginning: a request, or a database that falls asleep. */
type Event = { readonly minute: number } & (
  | { readonly asleep: string }
  | {
      readonly method: 'PUT' | 'PATCH';
      readonly path: string;
      readonly body: unknown;
    }
);

const LIFE: readonly Event[] = [
  {
    minute: 5,
    method: 'PATCH',
    path: `${SERVER}?api-version=2023-08-01`,
    body: { properties: { minimalTlsVersion: '1.0' } },
  },
  {
    minute: 6,
    method: 'PUT',
    path: `${RETENTION}?api-version=2021-11-01`,
    body: { properties: { retentionDays: 7, diffBackupIntervalInHours: 24 } },
  },
  {
    minute: 7,
    method: 'PATCH',
    path: `${STORAGE}?api-version=2024-01-01`,
    body: { properties: { minimumTlsVersion: 'TLS1_1', supportsHttpsTrafficOnly: false } },
  },
  // Mended again before the end, while the rest of what was broken with it goes on.
  {
    minute: 22,
    method: 'PATCH',
    path: `${STORAGE}?api-version=2024-01-01`,
    body: { properties: { supportsHttpsTrafficOnly: true } },
  },
  // Leaves the scope, failing.
  {
    minute: 24,
    method: 'PATCH',
    path: `${TOLD_SERVER}?api-version=2023-08-01`,
    body: { tags: { monitored: 'no' } },
  },
  { minute: 25, asleep: `${SERVER}/databases/nap` },
];

/** Lets everything happen that happened from one minute up to and including another; `clock` goes along. */
export async function live(
  { simulator, write }: Pick<KeptScans, 'simulator' | 'write'>,
  clock: ReturnType<typeof createHandClock>,
  { after, until }: { readonly after: number; readonly until: number },
): Promise<void> {
  for (const event of LIFE.filter(({ minute }) => minute > after && minute <= until)) {
    clock.moveTo(event.minute);
    if ('asleep' in event) simulator.admin.serverless.pause(event.asleep);
    else await write(event.method, event.path, event.body);
  }
  clock.moveTo(until);
}
