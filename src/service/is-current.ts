import type { Configuration } from '#config/configuration.ts';
import type { Instant } from '#domain/instant.ts';
import { lastDue } from './schedules.ts';

/** How long after a scan came due its result is waited for before the last one no longer counts as current: scans may take long. */
const OVERDUE_MS = 2 * 3_600_000;

/** Whether no scan that came due since the last one is more than two hours overdue; `now` in milliseconds since the epoch. */
export function isCurrent(
  { schedules }: Pick<Configuration, 'schedules'>,
  lastScanAt: Instant | null,
  now: number,
): boolean {
  if (lastScanAt === null) return false;
  return lastDue({ schedules, name: 'scan' }, lastScanAt, now - OVERDUE_MS) === undefined;
}
