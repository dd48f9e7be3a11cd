import { describe, expect, it } from 'vitest';
import { partsOf } from '#channels/words.ts';
import { durationInWords } from '#channels/words-duration.ts';
import { textLines } from '#channels/words-text.ts';
import { author } from '../harness/findings.ts';
import { notification } from '../harness/notifications.ts';
import { HOSTILE_TEXTS, hostileNotification, KINDS } from './hostile-corpus.ts';

function told(...parameters: Parameters<typeof notification>): string {
  return textLines(notification(...parameters)).join('\n');
}

describe('textLines', () => {
  it('A2: tells an alert completely, in the order in which it is read', () => {
    expect(textLines(notification())).toEqual([
      '[HIGH] Broken: Databases can be restored to any point of the last 14 days. (db1)',
      '  From → to  db0: days: 35 → days: 7 (claimed: days: 14; since 2026-01-01T00:00:00Z)',
      '             Backups are kept for 7 days.',
      `             ${notification().items[0]?.resourceId ?? ''}`,
      '  Claim      “Databases can be restored.” (flex.pitr in flex)',
      '  Who        alice@example.com (User), through Azure Portal, operation Microsoft.Sql/servers/databases/write, correlation c0ffee00-0000-4000-8000-000000000001',
      '  When       changed 2025-12-31T23:56:51Z',
      '             first seen 2026-01-01T00:00:00Z, 3 min 9 s later',
      "  Mend       az sql db str-policy set --name 'db0' --retention-days 14",
      '  Where      1 resource',
      '             subscription s',
      '             resource group rg-prod',
      '  Confirmed  a second, direct read saw the same',
      '  Runbook    https://runbooks.example.com/pitr',
      '  Alert      https://posture.example.com/alerts/al_1',
      '  Commands   posture alerts ack al_1',
      "             posture alerts silence --alert al_1 --for 4h --reason '...'",
      '             posture alerts show al_1',
      '  Evidence   entry 1187 of the evidence log',
      '  Message    message 1 (msg_0123456789abcdef0123456789abcdef)',
    ]);
  });

  it.each([
    ['firing', '[HIGH] B'],
    ['updated', '[HIGH] Update: B'],
    ['reminder', '[HIGH] Still so: B'],
    ['acknowledged', '[HIGH] Acknowledged: B'],
    ['resolved', '[RESOLVED] B'],
    ['digest', '[DIGEST] B'],
    ['test', '[TEST] B'],
  ] as const)('says in the first words that it is %s', (kind, start) => {
    expect(told({ kind }).startsWith(start)).toBe(true);
  });

  it('A3: says that nobody is known yet only while somebody looks', () => {
    const later = { who: null, changedAt: null, openedAt: '2026-01-01T00:00:00.000Z' };

    expect(told(later)).toContain('not known yet');
    expect(told({ ...later, at: '2026-01-01T00:29:59.000Z' })).toContain('not known yet');
    expect(told({ ...later, at: '2026-01-01T00:30:00.000Z' })).toContain('not known: Azure');
    expect(told(later)).toContain('when it was changed is not known');
  });

  it('A12: says who ended it, what it is now and how long it lasted', () => {
    const text = told({
      kind: 'resolved',
      who: author({ by: 'bob@example.com' }),
      changedAt: '2026-01-01T01:59:00.000Z',
      resolvedAt: '2026-01-01T02:03:00.000Z',
      at: '2026-01-01T02:08:00.000Z',
    });

    expect(text).toContain('  Who        ended by bob@example.com');
    expect(text).toContain('changed back 2026-01-01T01:59:00Z');
    expect(text).toContain('over since 2026-01-01T02:03:00Z');
    expect(text).toContain('lasted 2 h 3 min');
    expect(text).toContain('; broken since 2026-01-01T00:00:00Z');
    expect(text).not.toMatch(/Mend|alerts ack/u);
  });

  it('A2: says in each line whose doing it was as soon as there are several', () => {
    const { items } = notification({}, 2);
    const others = items.map((item, n) => ({
      ...item,
      changedBy: author({ by: n === 0 ? 'alice@example.com' : 'bob@example.com' }),
    }));

    const text = told({ items: others }, 2);

    expect(text).toContain('; by alice@example.com)');
    expect(text).toContain('; by bob@example.com)');
    expect(text).toMatch(/Who {8}alice@example\.com .*; 1 other named in the lines$/mu);
    expect(told({}, 2)).not.toContain('; by ');
  });

  it('says in words what was not there before and what is not there now', () => {
    const [item] = notification().items;
    if (item === undefined) throw new Error('the harness made no line');

    expect(told({ items: [{ ...item, from: null }] })).toContain('(not known) → days: 7');
    expect(told({ items: [{ ...item, to: null }] })).toContain('days: 35 → (not set)');
    expect(told({ kind: 'resolved', items: [{ ...item, to: null }] })).toContain('→ (nothing)');
  });

  it('tells what cannot be read by its reason and how to mend it, without an author', () => {
    const [item] = notification().items;
    if (item === undefined) throw new Error('the harness made no line');
    const bare = { resourceId: null, from: null, to: null, expected: null, since: null };
    const remediation = 'Grant Microsoft.Sql/servers/read (see: posture permissions)';

    const text = told({
      about: 'blind',
      who: null,
      items: [
        { ...item, ...bare, changedBy: null, reason: 'list servers: forbidden', remediation },
      ],
    });

    expect(text).toContain('  What       list servers: forbidden');
    expect(text).toContain(`  Mend       ${remediation}`);
    expect(text).not.toContain('  Who');
    expect(told({ about: 'blind', who: null, changedAt: null })).not.toContain('was changed');
  });

  it('tells a claim that lacks its attestation by the reason', () => {
    const [item] = notification().items;
    if (item === undefined) throw new Error('the harness made no line');
    const bare = { resourceId: null, from: null, expected: null, since: null, changedBy: null };
    const lapsed = { ...item, ...bare, to: 'expired', reason: 'Ran out.', remediation: null };

    const text = told({ about: 'expired', who: null, items: [lapsed] });

    expect(text).toContain('  What       Ran out.');
    expect(text).not.toMatch(/not known|Mend/u);
  });

  it('names the claim of each line where there are several, and others than the first author', () => {
    const [item] = notification().items;
    if (item === undefined) throw new Error('the harness made no line');
    const counts = { ...notification().counts, claims: 2 };

    const text = told({
      counts,
      items: [{ ...item, changedBy: author({ by: 'bob@example.com' }) }],
    });

    expect(text).toContain('db0: days: 35 → days: 7 (flex.pitr; claimed: days: 14; ');
    expect(text).toContain('; by bob@example.com)');
    expect(text).toContain('…and 1 more claim');
  });

  it('A18: counts what it does not show', () => {
    expect(told({}, 500)).toContain('…and 495 more lines');
    const groups = Array.from({ length: 8 }, (_, n) => `rg${String(n)}`);
    const where = { subscriptionIds: ['s'], resourceGroups: groups };
    expect(told({ where })).toContain('resource groups rg0, rg1, rg2, rg3, rg4 …and 3 more');
  });

  it('tells notes, who has taken it and that it was not confirmed', () => {
    const text = told({ notes: ['First.', 'Second.'], acknowledgedBy: 'carol', confirmed: false });

    expect(text).toMatch(/Note {7}First\.\n {13}Second\./u);
    expect(text).toContain('  Taken by   carol');
    expect(text).toContain('did not see the same, or could not be made');
  });

  it('says a test in few words', () => {
    const text = told({ kind: 'test', items: [], claims: [], who: null, evidence: [] });

    expect(text).not.toMatch(/Who|Where|Commands|Confirmed/u);
  });

  it.each(Object.entries(HOSTILE_TEXTS))(
    'A17: shows %s visibly, each text on one line',
    (_, text) => {
      for (const kind of KINDS) {
        for (const line of textLines(hostileNotification(text, kind))) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        }
      }
    },
  );
});

describe('partsOf', () => {
  it('A17: leaves out a command in which something is hidden, and says so', () => {
    const [item] = partsOf(hostileNotification(HOSTILE_TEXTS['bidi'] ?? '')).items;

    expect(item?.command).toBeNull();
    expect(item?.commandNote).toContain('cannot be seen');
  });

  it('A17: keeps a command with quotes and dollars exactly', () => {
    const hostile = hostileNotification(HOSTILE_TEXTS['shell'] ?? '');

    expect(partsOf(hostile).items[0]?.command).toBe(hostile.items[0]?.remediation);
    expect(partsOf(hostile).items[0]?.command).toContain(String.raw`''\''; $(rm -rf /)`);
  });
});

describe('durationInWords', () => {
  it.each([
    [-5, '0 s'],
    [999, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [189_000, '3 min 9 s'],
    [3_600_000, '1 h'],
    [86_400_000 + 61_000, '1 d'],
    [2 * 86_400_000 + 3 * 3_600_000, '2 d 3 h'],
  ])('says %i ms as %s', (milliseconds, words) => {
    expect(durationInWords(milliseconds)).toBe(words);
  });
});
