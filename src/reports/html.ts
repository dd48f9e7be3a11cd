import type { DocumentResult, ScanResult } from '#domain/scan.ts';
import { CLAIM_STATUSES, FINDING_STATUSES } from '#domain/status.ts';
import type { PeriodReport } from '#history/period-report.ts';
import { anchorOf, claimPieces, type ShownClaim, TO_LOOK_AT } from './html-claim.ts';
import { type Filters, filterChoices, filterRules, pairOf } from './html-filter.ts';
import { WHERE_ALL } from './html-finding.ts';
import { lookList } from './html-look.ts';
import { pageEnd, pageHead } from './html-page.ts';
import { badge, headed } from './html-shapes.ts';
import { subscriptionSection } from './html-subscriptions.ts';
import { htmlText, proseText } from './html-text.ts';
import { overallSentence } from './overall-sentence.ts';
import { coverageSentence, spellSentence } from './period-words.ts';
import { CLAIM_WORDS, FINDING_WORDS } from './status-words.ts';

/** The result as one page that needs nothing else: no script, nothing to load, fit for a telephone and for printing. */
export function renderHtml(result: ScanResult): string {
  return [...htmlPieces(result)].join('');
}

/** What lies beside a page, where anything does. */
interface Beside {
  /** What was so in the time before. */
  readonly before?: PeriodReport | undefined;
  /** Where the kept answers lie, as seen from the page: `raw/`. */
  readonly answers?: string;
}

/** The page piece by piece, for a file that is too long for the memory. */
export function* htmlPieces(
  result: ScanResult,
  { before, answers }: Beside = {},
): Generator<string> {
  const { scan } = result;
  const shown = worstFirst(result);
  const filters = filtersOf(result, shown);
  yield pageHead({
    title: 'Security statements verified against Azure',
    kind: 'Scan report',
    style: filterRules(filters),
  });
  yield `<p class="overall">${htmlText(overallSentence(result))}</p>
<p class="meta">${proseText(`As of ${scan.finishedAt}. ${scan.mode} scan ${scan.id} by ${scan.tool.name} ${scan.tool.version}; tenant ${scan.azure.tenantId ?? 'not known'}; ${scan.azure.requests} requests.`)}</p>
${totals(result, filters)}</header>
<main id="main">
`;
  yield lookList(
    shown.filter(({ claim }) => TO_LOOK_AT.has(claim.status)).map(lookedAt),
    shown.length === 0
      ? 'No claim was looked at.'
      : 'No claim is broken, unverified, expired or vacuous.',
  );
  yield subscriptionSection(scan.subscriptions);
  if (before !== undefined) yield periodSection(before);
  yield documents(result.documents);
  yield '<div class="claims">\n';
  yield filterChoices(filters);
  for (const status of CLAIM_STATUSES) {
    const group = shown.filter(({ claim }) => claim.status === status);
    if (group.length === 0) continue;
    const { shape, word } = CLAIM_WORDS[status];
    yield `<section class="group" id="${shape}" data-status="${shape}" aria-labelledby="${shape}-heading">\n<h2 id="${shape}-heading">${headed(word)}: ${group.length === 1 ? 'one claim' : `${group.length} claims`}</h2>\n`;
    for (const each of group) yield* claimPieces(each, answers);
    yield '</section>\n';
  }
  yield '</div>\n';
  yield pageEnd(
    `Made by ${scan.tool.name} ${scan.tool.version}. Long lists are shortened here; every finding is in ${WHERE_ALL}.`,
  );
}

/** In the order of the statements within each status. */
function worstFirst({ claims, documents: all }: ScanResult): readonly ShownClaim[] {
  const places = new Map(all.map(({ id, title }, index) => [id, { document: index, title }]));
  const rank = ({ claim }: ShownClaim): number => CLAIM_STATUSES.indexOf(claim.status);
  return claims
    .map((claim) => ({
      claim,
      ...(places.get(claim.document) ?? { document: all.length, title: claim.document }),
    }))
    .sort((a, b) => rank(a) - rank(b) || a.document - b.document);
}

function filtersOf({ documents: all }: ScanResult, shown: readonly ShownClaim[]): Filters {
  return {
    statuses: CLAIM_STATUSES.flatMap((status) => {
      const count = shown.filter(({ claim }) => claim.status === status).length;
      return count === 0 ? [] : [{ word: CLAIM_WORDS[status], count }];
    }),
    documents: all.map(({ title }) => title),
    pairs: new Set(
      shown.map(({ claim, document }) => pairOf(CLAIM_WORDS[claim.status].shape, document)),
    ),
  };
}

function lookedAt(shown: ShownClaim) {
  const { claim } = shown;
  const failing = claim.findings.filter(({ status }) => status === 'fail').length;
  const beside = [
    ...(failing === 0 ? [] : [failing === 1 ? 'one violation' : `${failing} violations`]),
    ...(claim.since === null ? [] : [`since ${claim.since}`]),
  ];
  return {
    anchor: anchorOf(shown),
    word: CLAIM_WORDS[claim.status],
    id: claim.id,
    summary: claim.summary,
    beside: beside.join('; '),
  };
}

function totals({ summary }: ScanResult, { statuses }: Filters): string {
  const claims = statuses.map(
    ({ word, count }) => `<li><a href="#${word.shape}">${count} ${badge(word)}</a></li>`,
  );
  const findings = FINDING_STATUSES.filter((status) => (summary.findings[status] ?? 0) > 0).map(
    (status) => `${summary.findings[status] ?? 0} ${FINDING_WORDS[status].word}`,
  );
  const told = findings.length === 0 ? 'Findings: none.' : `Findings: ${findings.join(', ')}.`;
  return `<nav aria-label="Claims by status"><ul class="totals">${claims.join('')}</ul></nav>
<p class="meta">${told}</p>\n`;
}

function documents(all: readonly DocumentResult[]): string {
  const items = all.map(({ title, status, warnings }) => {
    const list = warnings.map((warning) => `<li>${proseText(warning)}</li>`).join('');
    const words = warnings.length === 1 ? 'one wording' : `${warnings.length} wordings`;
    const folded =
      list === ''
        ? ''
        : `<details class="fold printed"><summary>${words} to go over</summary>\n<ul class="warnings">${list}</ul></details>`;
    return `<div class="card">${badge(CLAIM_WORDS[status])} <strong>${htmlText(title)}</strong>${folded}</div>\n`;
  });
  return `<section aria-labelledby="statements">\n<h2 id="statements">Statements</h2>\n${items.join('')}</section>\n`;
}

/** How much of the time before is known, and what was broken in it. */
function periodSection(report: PeriodReport): string {
  const broken = report.claims.flatMap((claim) =>
    claim.spells.map(
      (spell) =>
        `<li>${proseText(`${claim.claim}: broken ${spellSentence(spell, report.to)}`)}</li>`,
    ),
  );
  const gaps = report.gaps.map(
    ({ from, to, detail }) => `<li>${proseText(`${from} to ${to}: not known. ${detail}`)}</li>`,
  );
  const count = broken.length + gaps.length;
  const list =
    count === 0
      ? ''
      : `<details class="fold printed"><summary>${broken.length} times broken, ${gaps.length} gaps</summary>\n<ul class="spells">${[...broken, ...gaps].join('\n')}</ul></details>\n`;
  return `<section aria-labelledby="before">\n<h2 id="before">Since ${proseText(report.from)}</h2>
<p>${proseText(coverageSentence(report))}</p>
${list}</section>\n`;
}
