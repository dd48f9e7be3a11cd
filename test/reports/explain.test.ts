import { describe, expect, it } from 'vitest';
import { type Explanation, renderExplanation } from '#reports/explain.ts';
import { author, claimResult, databaseId, finding } from '../harness/findings.ts';

const READ_FROM = [
  { evidence: `sha256:${'0'.repeat(64)}`, pointer: '/properties/retentionDays' },
] as const;
const FAILING = finding({ status: 'fail', changedBy: author(), readFrom: READ_FROM });

function explanation(changes: Partial<Explanation> = {}): Explanation {
  return {
    subject: 'resource',
    id: databaseId('db1'),
    description: [],
    claims: [],
    findings: [],
    changes: [],
    exchanges: [],
    ...changes,
  };
}

describe('explain', () => {
  it.each([
    ['unknown', '(could not be read)'],
    ['not-applicable', '(nothing)'],
    ['fail', '(nothing)'],
  ] as const)('tells what has nothing to show from what could not be read: %s', (status, shown) => {
    const text = renderExplanation(
      explanation({ findings: [finding({ status, observed: null })] }),
    );

    expect(text).toMatch(new RegExp(`observed +${RegExp.escape(shown)}`, 'u'));
  });

  it('shows claims, findings, and the answers with digest, address and time', () => {
    const text = renderExplanation(
      explanation({
        description: ['A database of sql-a'],
        claims: [claimResult([FAILING], { since: '2026-01-02T00:00:00.000Z' })],
        findings: [FAILING],
        exchanges: [
          {
            digest: `sha256:${'b'.repeat(64)}`,
            url: 'https://management.azure.com/x',
            at: '2026-01-03T00:00:00.000Z',
          },
        ],
      }),
    );

    expect(text).toContain('A database of sql-a');
    expect(text).toContain('✖ broken since 2026-01-02T00:00:00.000Z');
    expect(text).toContain('mend      az sql');
    expect(text).toContain('read from /properties/retentionDays in sha256:000000000000…\n');
    expect(text).toContain(
      `2026-01-03T00:00:00.000Z  sha256:${'b'.repeat(64)}\n    https://management.azure.com/x`,
    );
  });

  it('tells the history newest first, with the value before and who did it', () => {
    const text = renderExplanation(
      explanation({
        changes: [
          {
            kind: 'started-failing',
            at: '2026-01-01T00:00:00.000Z',
            finding: FAILING,
            before: { status: 'pass', observed: { days: 35 } },
          },
          {
            kind: 'stopped-failing',
            at: '2026-01-02T00:00:00.000Z',
            finding: finding(),
            before: { status: 'fail', observed: { days: 7 } },
          },
        ],
      }),
    );

    expect(text.indexOf('stopped failing')).toBeLessThan(text.indexOf('started failing'));
    expect(text).toContain('started failing: days: 7 (before: days: 35)');
    expect(text).toContain('by alice@example.com');
  });

  it('says that nothing was seen rather than nothing', () => {
    expect(renderExplanation(explanation())).toContain('Nothing was seen of it yet.');
  });

  it('shows hostile text by its codes', () => {
    expect(
      renderExplanation(explanation({ id: 'a\u001b[2Jb', description: ['x\u202ey'] })),
    ).toContain('a\\u001b[2Jb\n  x\\u202ey');
  });
});
