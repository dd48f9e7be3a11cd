import { table } from '#cli/table.ts';
import { visibleText } from '#domain/visible-text.ts';
import type { RecordedDifference } from '#replay/compare-recorded.ts';
import { type RebuiltScan, rebuiltStatus } from './recorded-scan.ts';

/** What the answers of a scan give, and how that is beside what was recorded, in lines for a person. */
export function* rebuiltWords(scan: RebuiltScan): Generator<string> {
  yield* limitWords(scan);
  for (const difference of scan.differences) yield* differenceWords(difference);
  const { id } = scan.recorded;
  const { result, differences, missing } = scan;
  const findings = result.claims.reduce((sum, claim) => sum + claim.findings.length, 0);
  switch (rebuiltStatus(scan)) {
    case 0:
      yield `rebuilt ${id}: ${findings} verdicts of ${result.claims.length} claims, of the status that was recorded\n`;
      break;
    case 1:
      yield `NOT as recorded: ${id} has ${differences.length} differences\n`;
      break;
    case 2:
      yield `NOT comparable: of ${id} ${missing.size === 0 ? 'the configuration is not kept' : `${missing.size} answers are not kept`}; ${differences.length} differences, which may come from that\n`;
      break;
  }
}

/** A scan without a snapshot at a glance: what is kept of it, and each claim as its answers tell it. */
export function rebuiltPage(scan: RebuiltScan): string {
  const { recorded, exchanges, result, logEntry } = scan;
  const lines = [
    ['scan', `${recorded.id}, ${recorded.mode}`],
    ['period', `${recorded.startedAt} to ${recorded.finishedAt}`],
    ['answers', `of ${exchanges} exchanges with Azure, and of the scans before`],
    ['rules', rulesWords(scan)],
    ['logged', logEntry === null ? 'NO' : `entry ${logEntry} of the evidence log`],
    ['snapshot', 'none: the result is made of the kept answers'],
  ] as const;
  const rows = result.claims.map(({ document, id, status, findings }) => [
    document,
    id,
    status,
    String(findings.length),
  ]);
  return [
    ...lines.map(([name, value]) => `  ${name.padEnd(8)}  ${value}`),
    `${table(['document', 'claim', 'status', 'findings'], rows, 200)}\n`,
  ].join('\n');
}

function rulesWords({ rules: { from, areOfThen } }: RebuiltScan): string {
  if (from !== null) return `those of the snapshot ${from}, made with the same configuration`;
  return areOfThen
    ? 'the present configuration, which is that of then'
    : 'the present configuration, which is ANOTHER than that of then: that one is not kept';
}

function* limitWords(scan: RebuiltScan): Generator<string> {
  yield `rules      ${rulesWords(scan)}\n`;
  yield 'compared   statuses and their counts; values, reasons and members are kept in snapshots alone\n';
  for (const sha256 of scan.missing)
    yield `missing    sha256:${sha256}: what rests on it cannot be made again\n`;
  for (const question of scan.unrecorded)
    yield `question   nothing is kept of ${visibleText(question)}\n`;
}

function* differenceWords(difference: RecordedDifference): Generator<string> {
  const { recorded, rebuilt } = difference;
  const [was, is] = [recorded ?? 'not at all', rebuilt ?? 'not at all'];
  switch (difference.kind) {
    case 'claim':
      yield `claim      ${visibleText(difference.document)} ${visibleText(difference.claim)}: recorded ${was}, rebuilt ${is}\n`;
      break;
    case 'verdict': {
      const { claim, check, resourceId, reason } = difference;
      yield `verdict    ${[claim, check, resourceId].map(visibleText).join('  ')}: recorded ${was}, rebuilt ${is}${reason === null ? '' : `: ${visibleText(reason)}`}\n`;
      break;
    }
    case 'count':
      yield `count      ${difference.of} ${difference.status}: recorded ${was}, rebuilt ${is}\n`;
      break;
  }
}
