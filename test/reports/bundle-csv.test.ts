import { describe, expect, it } from 'vitest';
import type { Alert } from '#domain/alert.ts';
import { findingKey } from '#domain/finding.ts';
import type { MessageStatus } from '#domain/outbox-message.ts';
import { changeAlerts } from '#reports/change-alerts.ts';
import { gapsCsv, runsCsv } from '#reports/coverage-csv.ts';
import { driftCsv } from '#reports/drift-csv.ts';
import { endedChanges } from '#reports/ended-changes.ts';
import { soundEvents, soundItems } from '#reports/report-faults.ts';
import { resultsNdjson } from '#reports/results-ndjson.ts';
import { author, claimResult, databaseId, finding, minute } from '../harness/findings.ts';
import { parseCsv } from '../harness/parse-csv.ts';
import { scanResult } from '../harness/scan-result.ts';
import { HOSTILE_NAMES, VARIED_RESULTS } from '../harness/varied-results.ts';
import { history, run } from '../history/history.ts';

const BROKEN = finding({ status: 'fail', changedBy: author() });

/** An alert of the one violation. The parts that nothing here reads are left out. */
function alert(id: string, openedAt: string, resolvedAt: string | null): Alert {
  const members = [{ kind: 'finding', key: findingKey(BROKEN), finding: BROKEN }];
  return { id, openedAt, resolvedAt, members } as unknown as Alert;
}

function message(kind: string, outcome: string, at: string, more: object = {}): MessageStatus {
  const notification = { at, acknowledgedBy: null, logIndex: null, ...more };
  return {
    message: { kind, notification },
    state: 'delivered',
    attempts: [{ at, outcome }],
  } as unknown as MessageStatus;
}

describe('drift with its alerts', () => {
  it('has who was told when, who took it, when it ended and how long it stood', () => {
    const alertOf = changeAlerts([
      {
        alert: alert('al_1', minute(15), minute(75)),
        messages: [
          message('trigger', 'retry', minute(15), { logIndex: 7 }),
          message('trigger', 'delivered', minute(16)),
          message('ack', 'delivered', minute(20), { acknowledgedBy: 'bob@example.com' }),
        ],
      },
    ]);
    const changes = [
      { kind: 'started-failing', at: minute(15), finding: BROKEN, before: null },
      { kind: 'value-changed', at: minute(15), finding: BROKEN, before: null },
    ] as const;
    const [, row, other] = parseCsv([...driftCsv(changes, alertOf)].join(''));

    expect(row?.[0]).toBe('al_1');
    expect(row?.slice(12)).toEqual([
      minute(15),
      minute(16),
      minute(20),
      'bob@example.com',
      minute(75),
      '60',
      '7',
    ]);
    expect(other?.[0]).toBe('');
  });

  it('gives each breakage the alert of its own time', () => {
    const alertOf = changeAlerts([
      { alert: alert('al_2', minute(200), null), messages: [] },
      { alert: alert('al_1', minute(15), minute(75)), messages: [] },
    ]);
    const at = (n: number) =>
      alertOf({ kind: 'started-failing', at: minute(n), finding: BROKEN, before: null })?.alertId;

    expect([at(15), at(75), at(200)]).toEqual(['al_1', 'al_1', 'al_2']);
  });
});

describe('results as ndjson', () => {
  it.each(Object.entries(VARIED_RESULTS))(
    'has each finding with its exact values: %s',
    (_, result) => {
      const lines = [...resultsNdjson(result)].map((line) => JSON.parse(line));
      const findings = result.claims.flatMap((claim) => claim.findings);

      expect(lines.map(({ resource_id }) => resource_id)).toEqual(
        findings.map(({ resourceId }) => resourceId),
      );
      expect(lines.map(({ actual }) => actual)).toEqual(findings.map(({ observed }) => observed));
      expect(lines.filter(({ verdict }) => verdict === 'PASS')).toHaveLength(
        findings.filter(({ status }) => status === 'pass').length,
      );
    },
  );
});

describe('coverage csv', () => {
  it('E8: has each run and each missed one, in the order of time', () => {
    const runs = history([0, 15], {
      scans: [run(0), run(15, { whole: false })],
      missed: [{ schedule: 'scan', due: minute(10), reason: '=asleep' }],
    });
    const [, ...rows] = parseCsv([...runsCsv(runs, minute(0), minute(16))].join(''));

    expect(rows.map((row) => [row[0], row[2], row[5], row[9]])).toEqual([
      ['run-0', minute(0), 'completed', ''],
      ['', minute(10), 'missed', "'=asleep"],
      ['run-15', minute(15), 'partial', ''],
    ]);
  });

  it('E8: has each gap with its cause, and what could not be read', () => {
    const report = {
      from: minute(0),
      to: minute(60),
      coverage: { expected: 4, observed: 3 },
      claims: [],
      gaps: [{ from: minute(15), to: minute(31), cause: 'no-run', detail: 'No run ended.' }],
      blind: [
        {
          subscriptionId: 's',
          status: 'partial',
          from: minute(31),
          to: null,
          runs: 2,
          codes: ['Throttled'],
          permissions: [],
        },
      ],
    } as const;
    const [, ...rows] = parseCsv([...gapsCsv(report)].join(''));

    expect(rows).toEqual([
      [minute(15), minute(31), '16', '', 'no-run', 'No run ended.'],
      [minute(31), minute(60), '29', 's', 'subscription-partial', '2 runs: Throttled'],
    ]);
  });
});

describe('ended changes', () => {
  it('has the last end of each finding that does not fail again', () => {
    const gone = (
      name: string,
      kind: 'gone' | 'stopped-failing' | 'started-failing',
      n: number,
    ) => ({
      kind,
      at: minute(n),
      before: null,
      finding: finding({ resourceId: databaseId(name) }),
    });
    const changes = [
      gone('a', 'stopped-failing', 1),
      gone('b', 'stopped-failing', 2),
      gone('a', 'started-failing', 3),
      gone('a', 'gone', 4),
      gone('c', 'stopped-failing', 5),
    ];
    const result = scanResult([
      claimResult([finding({ resourceId: databaseId('C').toUpperCase(), status: 'unknown' })]),
    ]);

    expect(endedChanges(changes, result).map(({ at }) => at)).toEqual([minute(2), minute(4)]);
  });
});

describe('report faults', () => {
  const event = {
    class_uid: 2003,
    activity_id: 1,
    type_uid: 200_301,
    time: 1_700_000_000_000,
    compliance: { status_id: 1, status: 'Pass' },
  };

  it('E20: lets sound events and items through unchanged', () => {
    const item = { uuid: 'a1a1a1a1-b2b2-5c3c-8d4d-e5e5e5e5e5e5', start: minute(0), title: 'x' };

    expect([...soundEvents([event])]).toEqual([event]);
    expect([...soundItems([item])]).toEqual([item]);
  });

  it.each([
    ['seconds', { time: 1_700_000_000 }],
    ['another type', { type_uid: 200_302 }],
    ['a pass that is called so only', { compliance: { status_id: 3, status: 'Pass' } }],
    ['no time', { time: Number.NaN }],
  ])('E20: refuses an event with %s', (_, change) => {
    expect(() => [...soundEvents([{ ...event, ...change }])]).toThrow('OCSF');
  });

  it.each([
    ['an id of our own making', { uuid: '42' }],
    ['a reference that is none', { a: [{ 'risk-uuid': '#1' }] }],
    ['an empty text', { props: [{ value: '' }] }],
    ['white space around a text', { title: ' x' }],
    ['a date without a time', { start: '2026-01-01' }],
  ])('E20: refuses an item with %s', (_, item) => {
    expect(() => [...soundItems([item])]).toThrow('OSCAL');
  });
});

describe('hostile names', () => {
  it.each(HOSTILE_NAMES)('E20: no cell of drift or coverage begins like a formula: %j', (name) => {
    const changed = finding({ claim: name, changedBy: author({ by: name, client: name }) });
    const text = [
      ...driftCsv([{ kind: 'started-failing', at: minute(0), finding: changed, before: null }]),
    ].join('');

    for (const cell of parseCsv(text).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/u);
  });
});
