import type { PeriodReport } from '#history/period-report.ts';
import { renderHtml } from '#reports/html.ts';
import { periodHtml } from '#reports/period-html.ts';
import { statementHtml } from '#reports/statement-html.ts';
import { MATRIX_ROWS } from '../laws/breakages/matrix.ts';
import { SERVICES } from './estates.ts';
import { author, claimResult, databaseId, finding, minute } from './findings.ts';
import { scanResult } from './scan-result.ts';
import { simulatedConfiguration, startSimulatedAzure } from './simulated-scan.ts';
import { HOSTILE_NAMES, VARIED_RESULTS } from './varied-results.ts';

/** A statement as people write them, in Markdown, with claims of several statuses. */
export const MARKDOWN = `# Security of *Example*

## Data Protection

Everything is stored in [Europe](#), **encrypted at rest** and _in transit_. See [our terms](https://example.com/terms).

1. First \`TLS 1.2\` or later.
2. Then **backups for 14 days**.
   - kept in two regions
   - restored every quarter

> We mean it.

Deletion
--------

* Data are deleted within 30 days.
* <b>Nothing</b> <script>alert(1)</script> is kept.

---

\`\`\`
tls >= 1.2
\`\`\`

${'long'.repeat(80)} ends here.
`;

const CLAIMS = [
  ['a.rest', 'Data Protection', 'encrypted at rest', 'broken'],
  ['a.tls', 'Data Protection', 'TLS 1.2', 'unverified'],
  ['a.backup', 'Data Protection', 'backups for 14 days', 'attested'],
  ['a.deletion', 'Deletion', 'deleted within 30 days', 'holds'],
  ['a.kept', 'Deletion', 'is kept', 'holds'],
  ['a.gone', 'Deletion', 'words of another version', 'expired'],
] as const;

const statement = {
  id: 'a',
  title: 'Example: security statement',
  publisher: 'Example <Ltd>',
  claims: CLAIMS.map(([id, section, locator]) => ({
    id,
    section,
    locator,
    summary: `Summary of ${id}, as the statement says it.`,
    severity: 'high' as const,
    kinds: ['auto' as const],
    verify: [],
  })),
};

/** The statement `MARKDOWN`, annotated. */
export function statementPage(text: string | null = MARKDOWN): string {
  const claims = CLAIMS.map(([id, section, , status]) =>
    claimResult(
      status === 'broken'
        ? [finding({ status: 'fail', changedBy: author(), since: minute(0), document: 'a' })]
        : [finding({ document: 'a' })],
      { document: 'a', id, section, status, since: minute(0), reason: `It is ${status}.` },
    ),
  );
  const result = scanResult(claims);
  const input = { statement, result, snapshot: '20261121T030012500Z_x', text, periods: new Map() };
  return [...statementHtml(input)].join('');
}

/** A period with claims that were broken, not known and verified throughout, in two statements. */
export function periodPage(): string {
  const spell = {
    from: minute(10),
    to: minute(202),
    brokenBy: author({ operation: 'Microsoft.Sql/servers/write' }),
    mendedBy: author({ by: 'bob@example.com', operation: null }),
    reason: 'Seven days.',
    resourceIds: [databaseId('db1')],
  };
  const stretches = (status: 'broken' | 'holds' | 'attested', index: number) => [
    { from: minute(0), to: minute(10), status: 'holds' as const, reason: null },
    { from: minute(10), to: minute(202), status, reason: null },
    { from: minute(202), to: minute(300), status: 'holds' as const, reason: null },
    {
      from: minute(300),
      to: minute(331),
      status: index % 2 === 0 ? ('not-known' as const) : ('holds' as const),
      reason: null,
    },
    { from: minute(331), to: minute(1440), status: 'holds' as const, reason: null },
  ];
  const claims = (['holds', 'holds', 'attested', 'broken', 'broken'] as const).map(
    (status, index) => ({
      document: index < 3 ? 'flex' : 'flinker',
      claim: `claim-${index}`,
      summary: 'Databases can be restored to any point of the last 14 days.',
      milliseconds: { [status]: 192 * 60_000, holds: 1217 * 60_000, 'not-known': 31 * 60_000 },
      spells: status === 'broken' ? Array.from({ length: 5 }, () => spell) : [],
      timeline: stretches(status, index),
    }),
  );
  const report: PeriodReport = {
    from: minute(0),
    to: minute(1440),
    coverage: { expected: 96, observed: 95 },
    gaps: Array.from({ length: 6 }, () => ({
      from: minute(300),
      to: minute(331),
      cause: 'missed-run' as const,
      detail: 'Missed runs: scan: asleep.',
    })),
    blind: [
      {
        subscriptionId: '00000000-0000-0000-0000-000000000001',
        status: 'partial',
        from: minute(0),
        to: null,
        codes: ['AuthorizationFailed'],
        runs: 1,
        permissions: ['Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies/read'],
      },
    ],
    claims,
  };
  return [...periodHtml(report)].join('');
}

/** Every kind of page that the product writes, of the built-in estate in each state that matters and of what is invented. */
export async function everyPage(): Promise<Readonly<Record<string, string>>> {
  await using azure = await startSimulatedAzure();
  const { result: good } = await azure.scan();
  const breakages = MATRIX_ROWS.flatMap((row) =>
    SERVICES.flatMap((service) => row.in(service) ?? []),
  );
  // One may have taken away what the next would change: then the estate is broken in one way less.
  for (const write of breakages.flatMap((breakage) => breakage.break ?? []))
    await azure.write(write).catch(() => undefined);
  const { result: broken } = await azure.scan({
    rules: breakages.flatMap(({ answers }) => answers ?? []),
  });
  const [first] = simulatedConfiguration().documents;
  if (first === undefined) throw new Error('There is no document.');
  return {
    'scan of the good estate': renderHtml(good),
    'scan of an estate that is broken in every way': renderHtml(broken),
    'scan with every status': renderHtml(VARIED_RESULTS['every claim status'] ?? good),
    'scan with hostile names': renderHtml(VARIED_RESULTS['hostile names'] ?? good),
    'statement of the broken estate, by section': [
      ...statementHtml({
        statement: first.statement,
        result: broken,
        snapshot: null,
        text: null,
        periods: new Map(),
      }),
    ].join(''),
    'statement in Markdown': statementPage(),
    'statement with hostile names': statementPage(HOSTILE_NAMES.join('\n\n')),
    period: periodPage(),
  };
}
