import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PeriodReport } from '#history/period-report.ts';
import { periodSnapshotsCsv, periodUnknownCsv } from '#service/period-files.ts';
import { temporaryDirectory } from '../harness/evidence-store.ts';
import { createMemoryLog } from '../harness/memory-log.ts';
import { sealedSnapshot, sealingIn } from '../harness/sealed.ts';

const FROM = '2026-11-01T00:00:00.000Z';
const TO = '2026-12-01T00:00:00.000Z';
const MIDDLE = '2026-11-15T00:00:00.000Z';

function report(changes: Partial<PeriodReport>): PeriodReport {
  const coverage = { expected: 1, observed: 1 };
  return { from: FROM, to: TO, coverage, gaps: [], blind: [], claims: [], ...changes };
}

describe('what was not known in a period', () => {
  it('E8 E3 are subscriptions until they could be read again, unverified claims, and answers that are gone', () => {
    const blind = {
      subscriptionId: 's-1',
      status: 'partial',
      from: MIDDLE,
      to: null,
      runs: 3,
      codes: ['AuthorizationFailed'],
      permissions: ['Microsoft.Sql/servers/read'],
    } as const;
    const stretch = { from: FROM, to: MIDDLE, reason: null };
    const claim = {
      document: 'flex',
      claim: 'flex.pitr',
      summary: null,
      milliseconds: {},
      spells: [],
      timeline: [
        { ...stretch, status: 'unverified', reason: 'refused, "all"' },
        { ...stretch, status: 'not-known' },
        { ...stretch, status: 'holds' },
      ],
    } as const;

    const lines = [...periodUnknownCsv(report({ blind: [blind], claims: [claim] }), ['sha256:ab'])];

    expect(lines.join('').split('\r\n')).toEqual([
      'from,to,subscription,document_id,claim_id,code,reason',
      `${MIDDLE},${TO},s-1,,,subscription-partial,AuthorizationFailed Microsoft.Sql/servers/read`,
      `${FROM},${MIDDLE},,flex,flex.pitr,claim-unverified,"refused, ""all"""`,
      ',,,,,answer-not-kept,sha256:ab',
      '',
    ]);
  });
});

describe('the snapshots within a period', () => {
  it('E8 are named with their place in the log, also when they were removed or never sealed', async () => {
    const directory = temporaryDirectory();
    const log = createMemoryLog();
    const { path, manifest } = await sealedSnapshot(directory, sealingIn(directory, log));
    const own = manifest.snapshot;
    const moment = manifest.period.to;
    const at = moment;
    const removed = '20261102T000000000Z_gone';
    const named = [
      removed,
      '20261101T000000000Z_before',
      '20261201T000000001Z_after',
      'period_20261102T000000000Z_x',
    ];
    await log.append(
      named.map((snapshot) => ({
        type: 'export',
        at,
        body: { action: 'sealed', snapshot, manifest: { sha256: 'm' } },
      })),
    );
    const unsealed = '20261103T000000000Z_unsealed';
    mkdirSync(join(directory, 'snapshots', unsealed));
    cpSync(join(path, 'manifest.json'), join(directory, 'snapshots', unsealed, 'manifest.json'));

    const lines = await periodSnapshotsCsv(log, directory, { from: FROM, to: TO });

    const rows = lines
      .join('')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows.map(([snapshot, , , , kept]) => [snapshot, kept])).toEqual([
      ['snapshot', 'kept'],
      [own, 'yes'],
      [removed, 'no'],
      [unsealed, 'yes'],
    ]);
    expect(rows[1]?.[2]).toMatch(/^\d+$/u);
    expect(rows[3]?.slice(2, 4)).toEqual(['', '']);
    expect(rows[3]?.[1]).toBe(rows[1]?.[1]);
  });
});
