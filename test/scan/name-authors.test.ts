import { describe, expect, it } from 'vitest';
import type { Attribution } from '#drift/attribute.ts';
import { withAuthors } from '#scan/name-authors.ts';
import { author, finding } from '../harness/findings.ts';

const READ_AT = '2026-11-21T01:00:00.000Z';
const AT = '2026-11-21T01:15:00.000Z';

/** What the author was asked for, for a finding that was and is so. */
function askedFor(
  before: 'pass' | 'fail' | 'unknown' | null,
  now: 'pass' | 'fail',
  since = READ_AT,
) {
  const asked: unknown[] = [];
  const author: Attribution = (_, within) => {
    asked.push(within);
    return null;
  };
  const previous =
    before === null
      ? []
      : [
          {
            finding: finding({ status: before, readAt: READ_AT, since, changedBy: null }),
            lastRead: null,
          },
        ];
  withAuthors([finding({ status: now, readAt: AT, since })], previous, author, AT);
  return asked;
}

describe('withAuthors', () => {
  it.each([
    ['who broke it since it was read as good', 'pass', 'fail', [{ after: READ_AT }]],
    ['who mended it since it was read as bad', 'fail', 'pass', [{ after: READ_AT }]],
    ['anybody, for what was never seen', null, 'fail', [{}]],
    ['anybody, for what could not be read', 'unknown', 'fail', [{}]],
    ['the author of the resource itself, for what lasts', 'fail', 'fail', [{ isOwnOnly: true }]],
    ['nobody, for what stays good', 'pass', 'pass', []],
  ] as const)('asks for %s', (_, before, now, expected) => {
    expect(askedFor(before, now)).toEqual(expected);
  });

  it.each([
    ['before it was read as failing', '2026-11-21T00:59:00.000Z', 'alice@example.com'],
    ['after that, which broke nothing', '2026-11-21T01:01:00.000Z', null],
  ])('of what lasts names who wrote %s', (_, writtenAt, expected) => {
    const lasting = finding({ status: 'fail', readAt: READ_AT, since: READ_AT, changedBy: null });

    const [named] = withAuthors(
      [{ ...lasting, readAt: AT }],
      [{ finding: lasting, lastRead: null }],
      () => author({ at: writtenAt }),
      AT,
    );

    expect(named?.changedBy?.by ?? null).toBe(expected);
  });

  it('asks no longer for what has lasted for more than half an hour', () => {
    expect(askedFor('fail', 'fail', '2026-11-21T00:44:59.000Z')).toEqual([]);
    expect(askedFor('fail', 'fail', '2026-11-21T00:45:01.000Z')).toEqual([{ isOwnOnly: true }]);
  });
});
