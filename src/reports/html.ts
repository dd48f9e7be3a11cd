import { type Finding, isReported } from '#domain/finding.ts';
import type { ClaimResult, DocumentResult, ScanResult } from '#domain/scan.ts';
import { CLAIM_STATUSES, FINDING_STATUSES } from '#domain/status.ts';
import { shownValue } from '#domain/visible-text.ts';
import type { PeriodReport } from '#period/period-report.ts';
import { findingLines } from './finding-lines.ts';
import { badge, PAGE_END, pageHead } from './html-page.ts';
import { htmlText } from './html-text.ts';
import { overallSentence } from './overall-sentence.ts';
import { coverageSentence, spellSentence } from './period-words.ts';
import { CLAIM_WORDS, FINDING_WORDS } from './status-words.ts';

/** The result as one page that needs nothing else: no script, no link to load, fit for printing. */
export function renderHtml(result: ScanResult): string {
  return [...htmlPieces(result)].join('');
}

/** The page piece by piece, for a file that is too long for the memory; with what was so in the time before, where it is known. */
export function* htmlPieces(result: ScanResult, before?: PeriodReport): Generator<string> {
  const { scan } = result;
  yield `${pageHead(`Security statements verified against Azure`)}<p class="overall">${htmlText(overallSentence(result))}</p>
<p>As of ${htmlText(scan.finishedAt)}.</p>
<p>${htmlText(`${scan.mode} scan ${scan.id} by ${scan.tool.name} ${scan.tool.version}; tenant ${scan.azure.tenantId ?? 'not known'}; ${scan.azure.requests} requests`)}</p>
${totals(result)}
${subscriptions(result)}
${before === undefined ? '' : periodSection(before)}`;
  for (const document of result.documents) yield* documentPieces(result, document);
  yield PAGE_END;
}

/** How much of the time before is known, and what was broken in it. */
function periodSection(report: PeriodReport): string {
  const broken = report.claims.flatMap((claim) =>
    claim.spells.map(
      (spell) =>
        `<li>${htmlText(`${claim.claim}: broken ${spellSentence(spell, report.to)}`)}</li>`,
    ),
  );
  const gaps = report.gaps.map(
    ({ from, to, detail }) => `<li>${htmlText(`${from} to ${to}: not known. ${detail}`)}</li>`,
  );
  const list = [...broken, ...gaps].join('\n');
  return `<h2>Since ${htmlText(report.from)}</h2>
<p>${htmlText(coverageSentence(report))}</p>
${list === '' ? '' : `<ul>${list}</ul>\n`}`;
}

function totals({ summary }: ScanResult): string {
  const claims = CLAIM_STATUSES.filter((status) => (summary.claims[status] ?? 0) > 0).map(
    (status) => `<li>${summary.claims[status] ?? 0} ${badge(CLAIM_WORDS[status])}</li>`,
  );
  const findings = FINDING_STATUSES.filter((status) => (summary.findings[status] ?? 0) > 0).map(
    (status) => `<li>${summary.findings[status] ?? 0} ${badge(FINDING_WORDS[status])}</li>`,
  );
  return `<h2>Claims</h2><ul class="totals">${claims.join('')}</ul>
<h2>Findings</h2><ul class="totals">${findings.join('')}</ul>`;
}

function subscriptions({ scan }: ScanResult): string {
  const rows = scan.subscriptions.map(({ id, name, status, resources, problems }) => {
    const tone = status === 'complete' ? 'good' : 'unsure';
    const word = { glyph: status === 'complete' ? '✔' : '?', word: status, tone } as const;
    const unread = problems.map(
      ({ operation, code, message, permission }) =>
        `<li>${htmlText(`${operation}: ${code}. ${message}`)}${permission === null ? '' : ` Needs <code>${htmlText(permission)}</code>.`}</li>`,
    );
    const list = unread.length === 0 ? '' : `<ul>${unread.join('')}</ul>`;
    return `<tr><td>${badge(word)}</td><td>${htmlText(`${name ?? ''} ${id}`)}${list}</td><td>${resources}</td></tr>`;
  });
  return `<h2>Subscriptions</h2>
<table><thead><tr><th>Read</th><th>Subscription</th><th>Resources</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function* documentPieces(result: ScanResult, document: DocumentResult): Generator<string> {
  const warnings = document.warnings.map((warning) => `<li>${htmlText(warning)}</li>`);
  yield `<section>
<h2>${htmlText(document.title)} ${badge(CLAIM_WORDS[document.status])}</h2>
${warnings.length === 0 ? '' : `<ul class="warnings">${warnings.join('')}</ul>`}
<table><thead><tr><th>Status</th><th>Claim</th><th>What it says, and why</th><th>Since</th></tr></thead>
<tbody>
`;
  for (const claim of result.claims) if (claim.document === document.id) yield* claimPieces(claim);
  yield '</tbody></table>\n</section>\n';
}

function* claimPieces(claim: ClaimResult): Generator<string> {
  const reason = claim.reason === null ? '' : `<p class="reason">${htmlText(claim.reason)}</p>`;
  yield `<tr><td>${badge(CLAIM_WORDS[claim.status])}</td><td>${htmlText(claim.id)}<br><small>${htmlText(claim.section)}</small></td><td>${htmlText(claim.summary)}${reason}`;
  const told = FINDING_STATUSES.flatMap((status) =>
    claim.findings.filter((finding) => finding.status === status),
  );
  // A closed list stays closed on paper; `results.csv` has it.
  yield* findingList(
    told.filter((finding) => !isQuiet(finding)),
    'to look at',
    true,
  );
  yield* findingList(told.filter(isQuiet), 'without a violation', false);
  yield `</td><td>${htmlText(claim.since ?? '-')}</td></tr>\n`;
}

function* findingList(
  findings: readonly Finding[],
  words: string,
  isOpen: boolean,
): Generator<string> {
  if (findings.length === 0) return;
  const count = findings.length === 1 ? 'one finding' : `${findings.length} findings`;
  yield `<details${isOpen ? ' open' : ''}><summary>${count} ${words}</summary>`;
  for (const finding of findings) yield findingBlock(finding);
  yield '</details>';
}

function isQuiet(finding: Finding): boolean {
  const { status } = finding;
  return status === 'pass' || (status === 'not-applicable' && !isReported(finding));
}

/** In full where something is to be done or was accepted; in one line where all is well. */
function findingBlock(finding: Finding): string {
  if (isQuiet(finding)) {
    const { resourceId, observed, evidence } = finding;
    const text = `${resourceId}: ${shownValue(observed, '(nothing)')} [${evidence.join(' ')}]`;
    return `<p class="finding">${badge(FINDING_WORDS[finding.status])} <code>${htmlText(text)}</code></p>\n`;
  }
  const terms = findingLines(finding).map(
    ([label, text]) => `<dt>${label}</dt><dd>${htmlText(text)}</dd>`,
  );
  return `<div class="finding">${badge(FINDING_WORDS[finding.status])}<dl>${terms.join('')}</dl></div>\n`;
}
