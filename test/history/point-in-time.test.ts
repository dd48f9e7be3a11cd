import { describe, expect, it } from 'vitest';
import { pointInTime } from '#history/point-in-time.ts';
import { author, finding, minute } from '../harness/findings.ts';
import { history, record, step } from './history.ts';

const RUNS = history([-15, 0, 15, 60, 75]);
const STEPS = [step(-15, null, 'holds'), step(75, 'holds', 'broken')];

describe('point in time', () => {
  it.each([
    ['after a run that saw it', 5, 'holds'],
    ['at the very end of a run', 16, 'holds'],
    ['while the next run is under way', 60, 'not-known'],
    ['in a gap', 45, 'not-known'],
    ['between a run that saw it hold and one that saw it broken', 70, 'not-known'],
    ['while the run that sees it broken is under way', 75, 'broken'],
    ['after the run that saw it broken', 80, 'broken'],
    ['before the first run', -20, 'not-known'],
    ['in the future', 300, 'not-known'],
  ])('E8: %s', (_, at, status) => {
    expect(pointInTime(RUNS, record(STEPS), minute(at)).status).toBe(status);
  });

  it('names the readings before and after it with what they said', () => {
    const { before, after, reason } = pointInTime(RUNS, record(STEPS), minute(70));

    expect(before).toEqual({ scanId: 'run-60', at: minute(61), status: 'holds' });
    expect(after).toEqual({ scanId: 'run-75', at: minute(76), status: 'broken' });
    expect(reason).toContain('between the two is not known');
  });

  it('knows nothing of a run that ends in the future', () => {
    const runs = { ...RUNS, now: minute(65) };

    expect(pointInTime(runs, record(STEPS), minute(62))).toMatchObject({
      status: 'holds',
      after: null,
    });
  });

  it.each([
    ['before Azure says that it was broken', 65, 'holds'],
    ['after it, though no run had seen it yet', 72, 'broken'],
  ])('%s', (_, at, status) => {
    const change = {
      kind: 'started-failing',
      at: minute(75),
      finding: finding({ status: 'fail', changedBy: author({ at: minute(70) }) }),
      before: null,
    } as const;

    expect(pointInTime(RUNS, record(STEPS, [change]), minute(at)).status).toBe(status);
  });
});
