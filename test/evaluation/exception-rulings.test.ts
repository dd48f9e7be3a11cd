import { describe, expect, it } from 'vitest';
import type { Exception, ExceptionCover } from '#domain/document.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import { isSameSetting } from '#drift/same-value.ts';
import { exceptionKey } from '#evaluation/exception.ts';
import { createExceptionRulings } from '#evaluation/exception-rulings.ts';
import { withException } from '#evaluation/make-finding.ts';
import { finding } from '../harness/findings.ts';

const AS_OF = '2026-11-21T03:00:00.000Z';
const VAULT = '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.RecoveryServices/vaults/rsv';

function failing(changes: Partial<Finding> = {}): Finding {
  return finding({ status: 'fail', resourceId: VAULT, observed: 'stopped', ...changes });
}

function approved(changes: Partial<Exception> = {}): Exception {
  const { claim, check } = failing();
  const given = { claim, check, reason: 'old machine', approvedBy: 'Jane', expires: '2027-01-01' };
  return { ...given, resource: VAULT, ...changes };
}

/** Scans one after the other, each remembering what the exceptions were first seen to cover. */
function scans(exception: Exception, known: readonly ExceptionCover[] = []) {
  let covers = known;
  return (...findings: readonly Finding[]): readonly Finding[] => {
    const rulings = createExceptionRulings({
      exceptions: [exception],
      covers,
      asOf: AS_OF,
      isSameSetting,
    });
    const ruled = findings.map((one) => withException(one, rulings.ruleOn));
    const seen = rulings.firstSeen(ruled);
    // As the state does: only what an older version saw is written anew.
    const written = new Set(seen.map((cover) => cover.finding));
    const kept = covers.filter((cover) => cover.isFormer !== true || !written.has(cover.finding));
    covers = [...kept, ...seen];
    return ruled;
  };
}

const statuses = (findings: readonly Finding[]) => findings.map(({ status }) => status);

describe('13: an exception covers what was observed when it was approved', () => {
  it('13: no other check of the same claim on the same resource', () => {
    const scan = scans(approved());

    expect(statuses(scan(failing(), failing({ check: 'purge-protection' })))).toEqual([
      'excepted',
      'fail',
    ]);
  });

  it('13: no other item, whether it names one or not', () => {
    const old = failing({ item: 'vm-old' });
    const next = failing({ item: 'vm-next' });

    const named = scans(approved({ item: 'VM-OLD' }));
    expect(statuses(named(old, next))).toEqual(['excepted', 'fail']);

    const unnamed = scans(approved());
    const ofNext = { ...next, status: 'pass' as const, observed: 'fresh' };
    expect(statuses(unnamed(old, ofNext))).toEqual(['excepted', 'pass']);
    const [, after] = unnamed(old, next);
    expect(after?.status).toBe('fail');
    expect(after?.reason).toMatch(
      /Not covered by the exception that Jane approved: when it was first seen/u,
    );
  });

  it('13: no other value, also after it had been mended in between', () => {
    const scan = scans(approved());

    expect(statuses(scan(failing({ observed: ['10.0.0.0/8'] })))).toEqual(['excepted']);
    expect(statuses(scan(failing({ status: 'pass', observed: [] })))).toEqual(['pass']);
    expect(statuses(scan(failing({ observed: ['10.0.0.0/8'] })))).toEqual(['excepted']);
    const [worse] = scan(failing({ observed: ['10.0.0.0/8', '0.0.0.0/0'] }));
    expect(worse?.status).toBe('fail');
    expect(worse?.reason).toMatch(/it covers .*10\.0\.0\.0\/8/u);
  });

  it('13: says itself what was observed, where the YAML does', () => {
    const scan = scans(approved({ observed: { protectionState: 'ProtectionStopped' } }));

    expect(statuses(scan(failing({ observed: { protectionState: 'ProtectionStopped' } })))).toEqual(
      ['excepted'],
    );
    expect(statuses(scan(failing({ observed: { protectionState: 'Protected' } })))).toEqual([
      'fail',
    ]);
  });

  it('13: a figure may become better, and not worse', () => {
    const scan = scans(approved({ observed: 5 }));
    const days = (observed: number) => failing({ observed, expected: 14 });

    expect(statuses(scan(days(5), days(7), days(4)))).toEqual(['excepted', 'excepted', 'fail']);
  });

  it('13: approved anew, it covers what is seen then', () => {
    let covers: readonly ExceptionCover[] = [];
    const scan = (exception: Exception, one: Finding) => {
      const rulings = createExceptionRulings({
        exceptions: [exception],
        covers,
        asOf: AS_OF,
        isSameSetting,
      });
      const ruled = withException(one, rulings.ruleOn);
      covers = [...covers, ...rulings.firstSeen([ruled])];
      return ruled.status;
    };

    expect(scan(approved(), failing({ observed: 'a' }))).toBe('excepted');
    expect(scan(approved(), failing({ observed: 'b' }))).toBe('fail');
    const anew = approved({ approvedBy: 'Joan', reason: 'seen again' });
    expect(scan(anew, failing({ observed: 'b' }))).toBe('excepted');
    expect(scan(anew, failing({ observed: 'a' }))).toBe('fail');
  });

  it('13: what could not be read is neither covered nor remembered', () => {
    const scan = scans(approved());
    const unread = failing({
      status: 'unknown',
      observed: null,
      problem: { code: 'AuthorizationFailed', permission: null },
    });

    expect(statuses(scan(unread))).toEqual(['unknown']);
    expect(statuses(scan(failing()))).toEqual(['excepted']);
  });

  it('13: a type that is examined by other means is excepted by type, and not known when that lapses', () => {
    const open = failing({
      check: 'encryption-at-rest',
      status: 'unknown',
      problem: { code: 'NotCollected', permission: null },
      resourceType: 'microsoft.cache/redis',
      observed: 'Microsoft.Cache/redis',
    });
    const { resource: _, ...byType } = approved({
      check: 'encryption-at-rest',
      resourceType: 'Microsoft.Cache/Redis',
    });
    const [excepted] = scans(byType)(open);

    expect(excepted?.status).toBe('excepted');
    const lapsed = scans({ ...byType, expires: '2026-01-01' });
    expect(statuses(lapsed(excepted ?? open))).toEqual(['unknown']);
    expect(
      statuses(scans(byType)({ ...open, resourceType: 'microsoft.search/searchservices' })),
    ).toEqual(['unknown']);
  });

  it('13: says its word once, however often the finding is carried', () => {
    const scan = scans(approved());
    scan(failing());
    const [once] = scan(failing({ observed: 'other' }));
    const [twice] = once === undefined ? [] : scan(once);

    expect(twice?.reason).toBe(once?.reason);
  });

  describe('what an older version saw', () => {
    const observed = 'in today’s form';
    const former: ExceptionCover = {
      exception: exceptionKey(approved()),
      finding: findingKey(failing()),
      at: '2026-11-01T00:00:00.000Z',
      deviated: true,
      observed: 'in the form of then',
      isFormer: true,
    };

    it('13: is covered once, and from then on as it is shown today', () => {
      const scan = scans(approved(), [former]);

      expect(statuses(scan(failing({ observed })))).toEqual(['excepted']);
      expect(statuses(scan(failing({ observed })))).toEqual(['excepted']);
      expect(statuses(scan(failing({ observed: 'worse' })))).toEqual(['fail']);
    });

    it('13: is covered where the exception itself says what was observed, in the form of then', () => {
      const exception = approved({ observed: 'in the form of then' });
      const scan = scans(exception, [{ ...former, exception: exceptionKey(exception) }]);

      expect(statuses(scan(failing({ observed })))).toEqual(['excepted']);
      expect(statuses(scan(failing({ observed })))).toEqual(['excepted']);
      expect(statuses(scan(failing({ observed: 'worse' })))).toEqual(['fail']);
    });

    it('13: covers nothing that deviates after the question has found it good', () => {
      const scan = scans(approved(), [former]);

      expect(statuses(scan(failing({ status: 'pass', observed })))).toEqual(['pass']);
      expect(statuses(scan(failing({ observed })))).toEqual(['fail']);
    });

    it('13: covers nothing where something beside it failed', () => {
      const { isFormer: _, ...beside } = former;
      const [one] = scans(approved(), [beside])(failing({ observed }));

      expect(one?.status).toBe('fail');
      expect(one?.reason).toMatch(/Not covered .* it covers "?in the form of then"?/u);
    });
  });
});
