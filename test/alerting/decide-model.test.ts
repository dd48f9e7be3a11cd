import { env } from 'node:process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeKey } from '#alerting/cause.ts';
import { elapsedMs } from '#alerting/draft.ts';
import type { Alert, Notification } from '#domain/alert.ts';
import { findingKey } from '#domain/finding.ts';
import type { FindingStatus } from '#domain/status.ts';
import type { Symptom } from '#domain/symptom.ts';
import { author, databaseId, finding, minute } from '../harness/findings.ts';
import { createScans } from '../harness/scan-steps.ts';
import { policy } from './policies.ts';

const SIZE = 14;
const DATABASES = Array.from({ length: SIZE }, (_, n) => databaseId('db', `sql-${String(n)}`));
const { timing } = policy();

const STATUSES = ['pass', 'pass', 'fail', 'fail', 'unknown', 'excepted'] as const;

interface Seen {
  readonly statuses: readonly FindingStatus[];
  readonly authors: readonly number[];
  readonly isConfirmed: boolean;
}

/** What may happen in the life of the alerts, each so many minutes after the one before. */
type Event = { readonly after: number } & (
  | { readonly kind: 'scan'; readonly seen: Seen; readonly isPart: boolean }
  | { readonly kind: 'tick'; readonly symptoms: readonly Symptom[] }
  | { readonly kind: 'acknowledge'; readonly which: number }
  | { readonly kind: 'silence'; readonly minutes: number; readonly which: number | null }
);

const statuses = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...STATUSES), { minLength: SIZE, maxLength: SIZE }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...STATUSES).map((one) => Array.from({ length: SIZE }, () => one)),
  },
);
const few = fc
  .tuple(fc.nat(SIZE - 1), fc.constantFrom(...STATUSES))
  .map(([n, status]) =>
    DATABASES.map((_, index) => (index === n ? status : 'pass') as FindingStatus),
  );
const seen = fc.record({
  statuses: fc.oneof({ weight: 2, arbitrary: few }, { weight: 1, arbitrary: statuses }),
  authors: fc.array(fc.nat(6), { minLength: SIZE, maxLength: SIZE }),
  isConfirmed: fc.boolean(),
});
const symptom = fc
  .constantFrom('SignInFailed', 'DiskSpace')
  .map((code): Symptom => ({ code, severity: 'critical', message: code, remedy: null }));
const after = fc.constantFrom(1, 2, 5, 7, 30, 61, 300);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('scan' as const),
      after,
      seen,
      isPart: fc.constantFrom(false, false, false, true),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('tick' as const),
      after,
      symptoms: fc.uniqueArray(symptom, { maxLength: 2, selector: ({ code }) => code }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('acknowledge' as const), after, which: fc.nat(20) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('silence' as const),
      after,
      minutes: fc.constantFrom(10, 90, 400),
      which: fc.option(fc.nat(20)),
    }),
  },
);

function findingsOf({ statuses: now, authors }: Seen) {
  return DATABASES.map((resourceId, n) => {
    const status = now[n] ?? 'pass';
    const who = authors[n] ?? 0;
    const by = author({ by: `person-${String(who)}`, correlationId: `c-${String(who)}` });
    const problem = { code: 'AuthorizationFailed', permission: null } as const;
    return finding({
      resourceId,
      status,
      changedBy: status === 'fail' && who > 3 ? by : null,
      ...(status === 'unknown' ? { problem } : {}),
    });
  });
}

/** Plays a history and calls back after each event with what was told. */
function play(
  history: readonly Event[],
  check: (state: {
    readonly at: number;
    readonly event: Event;
    readonly told: readonly Notification[];
    readonly scans: ReturnType<typeof createScans>;
  }) => void,
): Notification[] {
  const scans = createScans();
  const all: Notification[] = [];
  let at = 0;
  for (const one of history) {
    at += one.after;
    const told = happen(scans, one, at);
    all.push(...told);
    check({ at, event: one, told, scans });
  }
  return all;
}

function happen(
  scans: ReturnType<typeof createScans>,
  one: Event,
  at: number,
): readonly Notification[] {
  const pick = (which: number) => scans.open()[which % Math.max(1, scans.open().length)]?.id;
  switch (one.kind) {
    case 'scan': {
      const findings = findingsOf(one.seen);
      const part = one.isPart ? { whole: false, mode: 'incremental' as const } : {};
      const confirmed = one.seen.isConfirmed ? true : null;
      return scans.scan({ findings, at, confirmed, ...part }).notifications;
    }
    case 'tick':
      return scans.tick(at, one.symptoms);
    case 'acknowledge': {
      const alertId = pick(one.which);
      if (alertId !== undefined)
        scans.acknowledgements.push({ alertId, by: 'carol', at: minute(at), note: null });
      return [];
    }
    case 'silence':
      scans.silences.push({
        id: `si_${String(at)}_${String(scans.silences.length)}`,
        match: {},
        alertId: one.which === null ? null : (pick(one.which) ?? 'none'),
        by: 'carol',
        reason: 'upgrade',
        ticket: null,
        createdAt: minute(at),
        expiresAt: minute(at + one.minutes),
        endedAt: null,
        warnedAt: null,
      });
      return [];
  }
}

/** Findings that failed when they were last seen. */
function isStandingStill(alert: Alert): boolean {
  return alert.state === 'firing' && alert.mute === null;
}

describe('decide over random lives', () => {
  const seed = Number(env['SEED'] ?? Date.now() % 2 ** 31);
  const runs = Number(env['RUNS'] ?? 150);
  const histories = fc.array(event, { minLength: 1, maxLength: 25 });
  const verify = (check: (history: Event[]) => void) => {
    fc.assert(fc.property(histories, check), { seed, numRuns: runs });
  };

  it(`one beginning, then its end, then nothing; never two of one cause at a time (seed ${String(seed)})`, () => {
    verify((history) => {
      const life = new Map<string, string[]>();
      const begun = new Map<string, string>();
      const ids = new Set<string>();
      play(history, ({ told, scans }) => {
        const alerts = new Map(scans.alerts().map((alert) => [alert.id, alert]));
        for (const { id, alertId, kind, sequence } of told) {
          expect(ids.has(id)).toBe(false);
          ids.add(id);
          const kinds = life.get(alertId) ?? [];
          life.set(alertId, kinds);
          expect(kinds).not.toContain('resolved');
          expect(sequence).toBe(kinds.length + 1);
          if (kind === 'resolved') expect(kinds.length).toBeGreaterThan(0);
          if (kind === 'firing') expect(kinds).toEqual([]);
          kinds.push(kind);
          const alert = alerts.get(alertId);
          if (alert === undefined) throw new Error('told of an alert that is not there');
          const cause = `${alert.kind} ${causeKey(alert.cause)}`;
          if (kind === 'resolved') begun.delete(cause);
          if (kind === 'firing') {
            expect(begun.has(cause)).toBe(false);
            begun.set(cause, alertId);
          }
          if (alert.resolvedAt !== null)
            expect(Date.parse(alert.resolvedAt)).toBeGreaterThanOrEqual(Date.parse(alert.openedAt));
        }
      });
    });
  });

  it(`A4, A12: what was not seen to be in order does not end (seed ${String(seed)})`, () => {
    verify((history) => {
      const last = new Map<string, FindingStatus>();
      const readings = new Map<string, number>();
      const ended = new Set<string>();
      play(history, ({ event: one, scans }) => {
        if (one.kind === 'scan') {
          for (const found of findingsOf(one.seen)) {
            const key = findingKey(found);
            const isInOrder = found.status === 'pass' || found.status === 'excepted';
            last.set(key, found.status);
            // An exception is people's word and needs no second look.
            const looks = one.seen.isConfirmed || found.status === 'excepted' ? 2 : 1;
            readings.set(key, isInOrder ? (readings.get(key) ?? 0) + looks : 0);
          }
        }
        for (const alert of scans.alerts()) {
          if (alert.state !== 'resolved' || alert.kind !== 'violation' || ended.has(alert.id))
            continue;
          ended.add(alert.id);
          for (const member of alert.members) {
            expect(member.state).toBe('over');
            const isLast = member.kind === 'finding' && member.over?.at === alert.recoveringSince;
            if (!isLast) continue;
            expect(['pass', 'excepted']).toContain(last.get(member.key));
            expect(readings.get(member.key)).toBeGreaterThanOrEqual(2);
          }
          expect(
            elapsedMs(alert.recoveringSince ?? '', alert.resolvedAt ?? ''),
          ).toBeGreaterThanOrEqual(timing.recoverAfterMs);
        }
        const standing = scans
          .alerts()
          .filter(({ kind, state }) => kind === 'violation' && state !== 'resolved')
          .flatMap(({ members }) => members.filter(({ state }) => state !== 'over'))
          .map(({ key }) => key);
        expect(new Set(standing).size).toBe(standing.length);
        const failing = [...last].filter(([, status]) => status === 'fail').map(([key]) => key);
        expect(failing.filter((key) => !standing.includes(key))).toEqual([]);
      });
    });
  });

  it(`A10, A11: what stands unmuted was told and is told again in time; what is muted is not (seed ${String(seed)})`, () => {
    verify((history) => {
      play(history, ({ at, event: one, told, scans }) => {
        const alerts = new Map(scans.alerts().map((alert) => [alert.id, alert]));
        for (const { alertId, kind, notes } of told) {
          if (kind === 'resolved' || notes[0]?.startsWith('The silence si_')) continue;
          expect(alerts.get(alertId)?.mute).toBeNull();
        }
        if (one.kind !== 'scan' && one.kind !== 'tick') return;
        const taken = new Set(scans.acknowledgements.map(({ alertId }) => alertId));
        for (const alert of scans.alerts().filter(isStandingStill)) {
          if (alert.toldAt === null) throw new Error(`${alert.id} stands and nobody was told`);
          const limit = taken.has(alert.id)
            ? timing.remindAcknowledgedAfterMs
            : timing.remindAfterMs;
          expect(elapsedMs(alert.toldAt, minute(at))).toBeLessThan(limit);
        }
      });
    });
  });

  it(`A1: no more pages than causes, the same again for the same life (seed ${String(seed)})`, () => {
    verify((history) => {
      let alerts: readonly Alert[] = [];
      const told = play(history, ({ scans }) => {
        alerts = scans.alerts();
      });
      const causes = alerts.filter(({ kind }) => kind !== 'storm' && kind !== 'flapping');
      const pages = told.filter(({ kind }) => kind === 'firing');
      expect(pages.length).toBeLessThanOrEqual(causes.length);
      expect(play(history, () => undefined)).toEqual(told);
    });
  });
});
