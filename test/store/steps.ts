import type { Alert } from '#domain/alert.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { OutboxMessage } from '#domain/outbox-message.ts';
import type { RecordedFinding } from '#domain/recorded.ts';
import type { ScanRecord } from '#domain/state-store.ts';
import { compareResource } from '#drift/compare-resource.ts';
import { minute } from '../harness/findings.ts';
import { alert, member, message } from './alerts.ts';
import { scanRecord } from './scan-records.ts';

/** A made-up estate: what one scan after the other records, with one alert per finding that fails, told on the given channels. */
export function createSteps(channels: readonly string[] = []) {
  const state = new Map<string, RecordedFinding>();
  const alerts = new Map<string, Alert>();
  let count = 0;

  function alertsAfter(failing: readonly Finding[], known: ReadonlySet<string>): readonly Alert[] {
    const open = new Set(failing.map(findingKey));
    const begun = failing.filter((one) => !alerts.has(findingKey(one)));
    const ended = [...alerts.keys()].filter((key) => !open.has(key) && known.has(key));
    const changed = begun.map((one) =>
      alert(`alert-${String(alerts.size)}-${one.claim}-${one.resourceId.split('/').at(-1)}`, {
        openedAt: minute(count),
        members: [member(one)],
      }),
    );
    for (const [index, one] of begun.entries()) {
      const opened = changed[index];
      if (opened !== undefined) alerts.set(findingKey(one), opened);
    }
    for (const key of ended) {
      const last = alerts.get(key);
      if (last !== undefined) {
        const resolvedAt = minute(count);
        changed.push({
          ...last,
          state: 'resolved',
          resolvedAt,
          recoveringSince: resolvedAt,
          sequence: 2,
        });
      }
      alerts.delete(key);
    }
    return changed;
  }

  return {
    open: (): readonly Alert[] => [...alerts.values()],
    recorded: (): readonly RecordedFinding[] => [...state.values()],
    /** The record of the next scan, which sees these findings, and these resources gone. */
    next(findings: readonly Finding[], gone: readonly string[] = []): ScanRecord {
      const ids = new Map([
        ...findings.map(({ resourceId }) => [resourceId.toLowerCase(), resourceId] as const),
        ...gone.map((id) => [id.toLowerCase(), id] as const),
      ]);
      const of = (key: string) => (one: Finding) => one.resourceId.toLowerCase() === key;
      const differences = [...ids].map(([key, resourceId]) =>
        compareResource({
          resourceId,
          previous: [...state.values()].filter((entry) => of(key)(entry.finding)),
          current: findings.filter(of(key)),
          at: minute(count),
          firstScan: count === 0,
          absence: () => (gone.length === 0 ? 'not-asked' : 'gone'),
        }),
      );
      for (const { update } of differences) {
        for (const entry of update.changed) state.set(findingKey(entry.finding), entry);
        for (const key of update.removed) state.delete(key);
      }
      const seen = differences.flatMap((difference) => difference.findings);
      const failing = seen.filter(({ status }) => status === 'fail');
      const looked = new Set(seen.filter(({ status }) => status !== 'unknown').map(findingKey));
      const changed = alertsAfter(failing, looked);
      const messages = changed.flatMap(({ id, state: now, sequence }) =>
        channels.map((channel): OutboxMessage => {
          const createdAt = minute(count);
          const about = { alertId: id, channel, createdAt };
          return message(now === 'resolved' ? 'resolve' : 'trigger', sequence, about);
        }),
      );
      const record = scanRecord(count, {
        resources: differences.map(({ update }) => update),
        changes: differences.flatMap((difference) => difference.changes),
        alerts: changed,
        messages,
      });
      count += 1;
      return record;
    },
  };
}
