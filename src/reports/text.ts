import Table from 'cli-table3';
import { isReported } from '#domain/finding.ts';
import { hoursBetween } from '#domain/instant.ts';
import type { ClaimResult, DocumentResult, ScanResult } from '#domain/scan.ts';
import { CLAIM_STATUSES, FINDING_STATUSES } from '#domain/status.ts';
import { shownValue, visibleText } from '#domain/visible-text.ts';
import { findingLines } from './finding-lines.ts';
import { createPaint, type Paint } from './paint.ts';
import type { ReportOptions } from './report-options.ts';
import { CLAIM_WORDS, FINDING_WORDS, READ_WORDS } from './status-words.ts';
import { unreadLines } from './unread-lines.ts';

const DEFAULT_WIDTH = 120;
const LEAST_WIDTH = 60;
/** Status and date have one width each; id and reason share the rest. */
const STATUS_WIDTH = 15;
const SINCE_WIDTH = 19;

/** The result for a person: claims per document, every violation with what mends it, what could not be read, the sums. */
export function renderText(result: ScanResult, options: ReportOptions = {}): string {
  const paint = createPaint(options.colour ?? false);
  const width = Math.max(LEAST_WIDTH, options.width ?? DEFAULT_WIDTH);
  const lines = [
    ...header(result, paint),
    ...result.documents.flatMap((document) => documentLines(result, document, paint, width)),
    ...violations(result, paint),
    ...reported(result, paint),
    ...unreadLines(result, paint),
    ...summary(result, paint),
  ];
  return `${lines.join('\n')}\n`;
}

function header({ scan }: ScanResult, paint: Paint): string[] {
  const hours = hoursBetween(scan.startedAt, scan.finishedAt);
  const took = hours === undefined ? '' : `, took ${(hours * 3600).toFixed(1)} s`;
  const { requests, retries, throttled } = scan.azure;
  return [
    paint.strong(`${scan.tool.name} ${scan.tool.version}, ${scan.mode} scan ${scan.id}`),
    visibleText(
      `${scan.finishedAt}${took}; ${scan.azure.resourceManager}, tenant ${scan.azure.tenantId ?? 'not known'}`,
    ),
    visibleText(`${requests} requests, ${retries} retries, ${throttled} throttled`),
    ...scan.subscriptions.map(
      ({ id, name, status, resources }) =>
        `${paint.status(READ_WORDS[status])}  ${visibleText(`subscription ${id} (${name ?? 'name not known'})`)}, ${resources} resources`,
    ),
  ];
}

function documentLines(
  result: ScanResult,
  document: DocumentResult,
  paint: Paint,
  width: number,
): string[] {
  const claims = result.claims.filter((claim) => claim.document === document.id);
  const title = paint.strong(`${document.id}: ${document.title}`);
  const warnings = document.warnings.map((warning) => `! ${visibleText(warning)}`);
  const table =
    claims.length === 0 ? ['(no claims)'] : claimTable(claims, paint, width).split('\n');
  return ['', `${title}  ${paint.status(CLAIM_WORDS[document.status])}`, ...warnings, ...table];
}

function claimTable(claims: readonly ClaimResult[], paint: Paint, width: number): string {
  const rest = width - STATUS_WIDTH - SINCE_WIDTH - 5;
  const idWidth = Math.min(34, Math.floor(rest * 0.4));
  const table = new Table({
    head: ['status', 'claim', 'since', 'what it says, and why'],
    colWidths: [STATUS_WIDTH, idWidth, SINCE_WIDTH, rest - idWidth],
    wordWrap: true,
    wrapOnWordBoundary: true,
    style: { head: [], border: [], compact: true },
  });
  for (const claim of claims) {
    table.push([
      paint.status(CLAIM_WORDS[claim.status]),
      breakLongWords(visibleText(claim.id), idWidth - 2),
      // To the minute: the seconds stand in the other formats.
      visibleText(claim.since === null ? '-' : claim.since.slice(0, 16).replace('T', ' ')),
      breakLongWords(sentence(claim), rest - idWidth - 2),
    ]);
  }
  return table.toString();
}

function sentence(claim: ClaimResult): string {
  const { summary, reason } = claim;
  return visibleText(reason === null ? summary : `${summary} (${reason})`) + figure(claim);
}

/** The table would cut a word that is wider than its column; a resource id must stay whole. */
function breakLongWords(text: string, columns: number): string {
  return text.replaceAll(new RegExp(`[^ ]{${columns}}(?=[^ ])`, 'gu'), '$& ');
}

function figure({ measurement }: ClaimResult): string {
  if (measurement === null) return '';
  const { value, unit, atLeast } = measurement;
  const demanded = atLeast === null ? '' : `, at least ${atLeast} ${unit}`;
  return visibleText(
    ` [${value === null ? 'not measured' : `${shownValue(value, '')} ${unit}`}${demanded}]`,
  );
}

function violations(result: ScanResult, paint: Paint): string[] {
  const failing = result.claims.flatMap((claim) =>
    claim.findings.filter(({ status }) => status === 'fail').map((finding) => ({ claim, finding })),
  );
  if (failing.length === 0) {
    const isBlind = result.claims.some(({ status }) => status === 'unverified');
    return ['', paint.strong(`No violation was seen${isBlind ? ' in what could be read' : ''}`)];
  }
  const blocks = failing.flatMap(({ claim, finding }) => [
    '',
    `${paint.status(FINDING_WORDS.fail)}  ${paint.strong(`${claim.id}: ${claim.summary}`)} [${finding.severity}]`,
    ...findingLines(finding).map(([label, text]) => `    ${label.padEnd(9)} ${text}`),
  ]);
  return ['', paint.strong(`Violations (${failing.length})`), ...blocks];
}

/** What breaks nothing and should be known all the same. */
function reported(result: ScanResult, paint: Paint): string[] {
  const told = result.claims.flatMap(({ id, findings }) =>
    findings.filter(isReported).map((finding) => ({ id, finding })),
  );
  if (told.length === 0) return [];
  const lines = told.map(({ id, finding: { resourceId, reason } }) =>
    visibleText(`  ${id}: ${resourceId}: ${reason}`),
  );
  return ['', paint.strong(`Reported, and no violation (${told.length})`), ...lines];
}

function summary(result: ScanResult, paint: Paint): string[] {
  const claims = CLAIM_STATUSES.filter((status) => (result.summary.claims[status] ?? 0) > 0).map(
    (status) => `${result.summary.claims[status] ?? 0} ${paint.status(CLAIM_WORDS[status])}`,
  );
  const findings = FINDING_STATUSES.filter(
    (status) => (result.summary.findings[status] ?? 0) > 0,
  ).map(
    (status) => `${result.summary.findings[status] ?? 0} ${paint.status(FINDING_WORDS[status])}`,
  );
  return [
    '',
    paint.strong('Summary'),
    `claims:   ${claims.length === 0 ? 'none' : claims.join('  ')}`,
    `findings: ${findings.length === 0 ? 'none' : findings.join('  ')}`,
  ];
}
