import { type Finding, isReported } from '#domain/finding.ts';
import { resourceName } from '#domain/resource-id.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { FINDING_STATUSES } from '#domain/status.ts';
import { shownValue } from '#domain/visible-text.ts';
import { findingLines, MEMBERS } from './finding-lines.ts';
import { badge } from './html-shapes.ts';
import { exactText, proseText } from './html-text.ts';
import { memberHtml, memberWords } from './member-words.ts';
import { FINDING_WORDS } from './status-words.ts';

/** Of one claim: in sight, and in all. A page is read by a person; the files beside it have every finding. */
const IN_SIGHT = 1;
const MOST_TOLD = 50;
const MOST_QUIET = 20;

/** Where every finding stands, whatever a page leaves out. */
export const WHERE_ALL = 'results/results.csv of a snapshot, or posture scan --format csv';

/**
 * The findings of a claim: first what is to be looked at, worst first; then, folded, what is well. `answers`: where the kept answers
 * lie, as seen from the page; undefined: they are not at hand.
 */
export function* claimFindings(
  { findings }: ClaimResult,
  answers: string | undefined,
): Generator<string> {
  const ordered = FINDING_STATUSES.flatMap((status) =>
    findings.filter((finding) => finding.status === status),
  );
  const block = (finding: Finding): string => findingBlock(finding, answers);
  yield* toLookAt(
    ordered.filter((finding) => !isQuiet(finding)),
    block,
  );
  yield* quiet(ordered.filter(isQuiet));
}

function isQuiet(finding: Finding): boolean {
  const { status } = finding;
  return status === 'pass' || (status === 'not-applicable' && !isReported(finding));
}

function* toLookAt(
  findings: readonly Finding[],
  block: (finding: Finding) => string,
): Generator<string> {
  if (findings.length === 0) return;
  yield `<details class="findings fold printed" open><summary>${counted(findings)} to look at</summary>\n`;
  for (const finding of findings.slice(0, IN_SIGHT)) yield block(finding);
  const further = findings.slice(IN_SIGHT, MOST_TOLD);
  if (further.length > 0) {
    yield `<details class="fold printed"><summary>${further.length} more</summary>\n`;
    for (const finding of further) yield block(finding);
    yield '</details>\n';
  }
  yield leftOut(findings.length, MOST_TOLD);
  yield '</details>\n';
}

// A closed list stays closed on paper: its heading says how many there are, and the files have them.
function* quiet(findings: readonly Finding[]): Generator<string> {
  if (findings.length === 0) return;
  yield `<details class="findings fold"><summary>${counted(findings)} without a violation</summary>\n<ul class="quiet">`;
  for (const finding of findings.slice(0, MOST_QUIET)) {
    const { status, resourceId, observed, evidence } = finding;
    const members = memberWords(finding);
    const from = members === undefined ? '' : ` from ${members}`;
    const text = `${resourceId}: ${shownValue(observed, '(nothing)')}${from} [${evidence.join(' ')}]`;
    yield `<li>${badge(FINDING_WORDS[status])} <code>${exactText(text)}</code></li>\n`;
  }
  yield `</ul>${leftOut(findings.length, MOST_QUIET)}</details>\n`;
}

function leftOut(all: number, told: number): string {
  return all > told
    ? `<p class="more">${told} of ${all} are told here; all of them are in ${WHERE_ALL}.</p>\n`
    : '';
}

function counted(findings: readonly Finding[]): string {
  return findings.length === 1 ? 'one finding' : `${findings.length} findings`;
}

/** Name and values in sight; who, when, what mends it and what it rests on unfold in place. */
function findingBlock(finding: Finding, answers: string | undefined): string {
  const word = FINDING_WORDS[finding.status];
  const gist =
    finding.observed === null || finding.observed === undefined
      ? proseText(finding.reason)
      : `${exactText(shownValue(finding.observed, '(nothing)'))} instead of ${exactText(shownValue(finding.expected, '(nothing)'))}`;
  const members = memberHtml(finding, answers) ?? '';
  const terms = findingLines(finding).map(
    ([label, text]) =>
      `<dt>${label}</dt>${label === MEMBERS ? `<dd class="exact">${members}</dd>` : described(label, text)}`,
  );
  return `<details class="finding printed is-${word.shape}"><summary>${badge(word)} <strong>${exactText(resourceName(finding.resourceId))}</strong><span class="gist">${gist}</span></summary><dl>${terms.join('')}</dl></details>\n`;
}

function described(label: string, text: string): string {
  switch (label) {
    case 'mend':
      return `<dd><pre class="command">${exactText(text)}</pre></dd>`;
    case 'resource':
    case 'check':
    case 'expected':
    case 'observed':
    case 'evidence':
      return `<dd class="exact">${exactText(text)}</dd>`;
    default:
      return `<dd>${proseText(text)}</dd>`;
  }
}
