import { describe, expect, it } from 'vitest';
import { findingKey } from '#domain/finding.ts';
import { author, databaseId, finding, minute } from '../harness/findings.ts';
import { createScans } from '../harness/scan-steps.ts';

const db = (name: string) => ({ resourceId: databaseId(name) });
const failing = (name: string) => finding({ ...db(name), status: 'fail', changedBy: author() });
const passing = (name: string) => finding(db(name));
const keyOf = (name: string) => findingKey(finding(db(name)));

describe('second reading', () => {
  it('A4: what the second reading did not see tells nobody', () => {
    const scans = createScans();
    scans.scan({ findings: [passing('a')] });

    const told = scans.scan({
      findings: [failing('a')],
      confirmed: new Map([[keyOf('a'), false]]),
    });

    expect(told.notifications).toEqual([]);
    expect(scans.alerts()).toEqual([]);
    expect(scans.scan({ findings: [failing('a')] }).notifications).toHaveLength(1);
  });

  it('A4: of many, some that were read twice speak for all, for the beginning and for the end', () => {
    const scans = createScans();
    scans.scan({ findings: [passing('a'), passing('b')] });
    const some = { confirmed: new Map([[keyOf('a'), true]]) };

    const told = scans.scan({ findings: [failing('a'), failing('b')], ...some }).notifications;
    scans.scan({ findings: [passing('a'), passing('b')], at: 10, ...some });

    expect(told).toMatchObject([{ confirmed: true, counts: { resources: 2 } }]);
    expect(scans.tick(15)).toMatchObject([{ kind: 'resolved' }]);
  });

  it('A4: one that the second reading contradicts leaves the end in doubt', () => {
    const scans = createScans();
    scans.scan({ findings: [failing('a'), failing('b')], at: 0 });
    const confirmed = new Map([
      [keyOf('a'), true],
      [keyOf('b'), false],
    ]);
    scans.scan({ findings: [passing('a'), passing('b')], at: 10, confirmed });

    expect(scans.tick(30)).toEqual([]);
  });

  it('A4: an exception needs no second reading, and vouches for none', () => {
    const excepted = (name: string) => finding({ ...db(name), status: 'excepted' });
    const alone = createScans();
    alone.scan({ findings: [failing('a')], at: 0 });
    alone.scan({ findings: [excepted('a')], at: 10, confirmed: null });
    const together = createScans();
    together.scan({ findings: [failing('a'), failing('b')], at: 0 });
    together.scan({ findings: [excepted('a'), passing('b')], at: 10, confirmed: null });

    expect(alone.tick(15)).toMatchObject([{ kind: 'resolved' }]);
    expect(together.tick(60)).toEqual([]);
  });

  it('A4: what ended long before the last one needs no further look, and cannot be seen without consequence', () => {
    const scans = createScans();
    scans.scan({ findings: [failing('a'), failing('b')], at: 0 });
    scans.scan({ findings: [passing('a'), failing('b')], at: 10 });
    scans.scan({ findings: [passing('a'), passing('b')], at: 60 });
    scans.scan({
      findings: [finding({ ...db('a'), status: 'unknown' }), passing('b')],
      at: 62,
    });

    expect(scans.tick(65)).toMatchObject([{ kind: 'resolved', resolvedAt: minute(60) }]);
  });

  it('A4: a second pass moves neither the time of the end nor anything else', () => {
    const scans = createScans();
    scans.scan({ findings: [failing('a')], at: 0 });
    scans.scan({ findings: [passing('a')], at: 10 });

    const again = scans.scan({ findings: [passing('a')], at: 12 });

    expect(again.changedAlerts).toEqual([]);
  });

  it('A1: what the same operation breaks again while its alert goes on is no news', () => {
    const scans = createScans();
    scans.scan({ findings: [failing('a'), failing('b')], at: 0 });
    scans.scan({ findings: [passing('a'), failing('b')], at: 10 });

    scans.scan({ findings: [failing('a'), failing('b')], at: 20 });

    expect(scans.tick(60)).toEqual([]);
    expect(scans.open()).toMatchObject([{ hasUntoldNews: false }]);
    expect(scans.open()[0]?.members.map(({ state }) => state)).toEqual(['failing', 'failing']);
  });

  it('A1: follows a setting in the alert in which it stands, not in the one in which it ended', () => {
    const scans = createScans();
    const other = author({ by: 'bob@example.com', correlationId: 'another' });
    const byBob = finding({ ...db('a'), status: 'fail', changedBy: other });
    scans.scan({ findings: [failing('a'), failing('b')], at: 0 });
    scans.scan({ findings: [passing('a'), failing('b')], at: 70 });
    scans.scan({ findings: [byBob, failing('b')], at: 140 });

    scans.scan({ findings: [passing('a'), failing('b')], at: 210 });

    expect(scans.tick(215)).toMatchObject([{ kind: 'resolved', sequence: 2 }]);
    expect(scans.open()).toHaveLength(1);
  });
});
