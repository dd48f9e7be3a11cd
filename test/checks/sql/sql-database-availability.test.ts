import { describe, expect, it } from 'vitest';
import { sqlDatabaseAvailability } from '#checks/sql/sql-database-availability.ts';
import { SqlDatabase } from '#facts/sql-database.ts';
import { availabilityOf, everyDay } from '../../harness/facts/availability.ts';
import { MASTER, sqlDatabase } from '../../harness/facts/sql.ts';
import { AS_OF, judgeCheck, remedyOf } from '../../harness/judge-check.ts';

const MADE_TODAY = AS_OF.replace('T03', 'T01');

function judge(figures: Parameters<typeof availabilityOf>[0], made?: string) {
  const facts = {
    sqlDatabase: SqlDatabase.parse(sqlDatabase({ creationDate: made })),
    availability: availabilityOf(figures, { metric: 'availability' }),
  };
  return judgeCheck(sqlDatabaseAvailability, facts, { with: { atLeast: 99.9 } });
}

describe('sql-database-availability', () => {
  it('is a measure in percent', () => {
    expect(sqlDatabaseAvailability.figure).toEqual({
      unit: '%',
      measures: ['platform-availability', 'service-availability'],
    });
    expect(sqlDatabaseAvailability.parameters.safeParse({}).success).toBe(false);
    expect(sqlDatabaseAvailability.parameters.safeParse({ atLeast: '99.9' }).success).toBe(false);
  });

  it.each([
    [99.9, 'pass'],
    [99.8, 'fail'],
  ])('of a month of %d %%: %s', (figure, status) => {
    expect(judge(everyDay(figure))).toMatchObject({ status, observed: figure });
  });

  it('knows nothing without figures', () => {
    expect(judge([]).status).toBe('unknown');
  });

  it('counts from when it was made, and waits for the first day', () => {
    const young = everyDay(100).map((figure, day) => (day < 25 ? null : figure));

    expect(judge(young).status).toBe('unknown');
    expect(judge(young, '2026-11-16T03:00:00Z').status).toBe('pass');
    expect(judge(young, '2026-11-15T03:00:00Z').status).toBe('unknown');
    expect(judge([], MADE_TODAY).status).toBe('not-applicable');
  });

  it('leaves the system database of a server out', () => {
    const facts = {
      sqlDatabase: SqlDatabase.parse(MASTER),
      availability: availabilityOf(everyDay(1), { metric: 'availability' }),
    };

    expect(judgeCheck(sqlDatabaseAvailability, facts, { with: { atLeast: 99.9 } }).status).toBe(
      'not-applicable',
    );
  });

  it('knows no command that mends the past', () => {
    expect(remedyOf(sqlDatabaseAvailability, {}, { atLeast: 1 })).toBeNull();
  });
});
