import { isAtLeast, parseDuration } from '#domain/calendar-duration.ts';
import type { MeasureDemand } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import { resourceName } from '#domain/resource-id.ts';
import type { MeasurementResult } from '#domain/scan.ts';
import { type ClaimStatus, foldFindings } from '#domain/status.ts';
import type { ClaimInputs, Figure, Part } from './claim-inputs.ts';
import { sentenceFor } from './status-reason.ts';

/** What came of the figure that a claim states; both empty for a claim that states none. */
interface Measured {
  readonly parts: readonly Part[];
  readonly measurement: MeasurementResult | null;
}

/**
 * Folds the figures of a claim's resources. The worst one is the claim's: an average over many would hide the one resource that was
 * down, and a figure that could not be read could not be told from one that would have changed the average.
 */
export function foldMeasure(inputs: ClaimInputs): Measured {
  const { claim, findings, stood, measuredBy = [], blind } = inputs;
  const demand = claim.measure ?? claim.progress;
  if (demand === undefined) return { parts: [], measurement: null };
  const { measure, unit } = demand;
  const measurement = { measure, unit, value: null, atLeast: claim.measure?.atLeast ?? null };
  if (claim.measure === undefined || measuredBy.length === 0) {
    const reason = `no such measure: ${measure} in ${unit}.`;
    return { parts: [{ status: 'unverified', reason }], measurement };
  }
  const isOwn = ({ check }: Pick<Finding, 'check'>) => measuredBy.includes(check);
  const own = findings.filter(isOwn);
  const folded = foldFindings(
    [...own, ...(stood?.counts ?? []).filter(isOwn)].map(({ status }) => status),
    blind !== null,
  );
  const short = shortTime(claim.measure, inputs.measuredDays);
  const status = measuredStatus(folded, short !== undefined);
  const figures = figuresOf([...own, ...(stood?.figures ?? []).filter(isOwn)]);
  const said =
    folded === 'vacuous'
      ? `Nothing in scope has this figure: ${measure}.`
      : sentenceFor(status, own, blind === null ? [] : [blind]);
  const told = [
    (said ?? figures[0]?.finding.reason ?? 'Nothing was measured').replace(/\.?$/u, '.'),
    ...(status === 'unverified' ? [] : describe(figures, unit)),
    ...(status === 'reported' && short !== undefined ? [short] : []),
  ];
  return {
    parts: [{ status, reason: told.join(' ') }],
    measurement: {
      ...measurement,
      value: status === 'unverified' ? null : (figures[0]?.figure ?? null),
    },
  };
}

function measuredStatus(folded: ClaimStatus, isShort: boolean): ClaimStatus {
  // A figure that nothing in scope has is not vacuously good: the statement says it of something.
  if (folded === 'vacuous') return 'unverified';
  // A good month does not show a good year; a bad one is told all the same.
  return isShort && (folded === 'holds' || folded === 'excepted') ? 'reported' : folded;
}

/** Says that the time measured is shorter than the one that the statement speaks of; undefined where it is not. */
function shortTime({ over }: MeasureDemand, days: number | undefined): string | undefined {
  const stated = over === undefined ? undefined : parseDuration(over);
  if (stated === undefined) return undefined;
  if (days !== undefined && isAtLeast({ months: 0, days }, stated)) return undefined;
  return `The statement speaks of ${over}; no more than ${days ?? 0} days are measured, which is reported and does not show that it holds.`;
}

/** Whether a check is there for the claim's stated figure alone, and for no automatic verification. */
export function isMeasureOnly({ claim, measuredBy = [] }: ClaimInputs, check: string): boolean {
  return measuredBy.includes(check) && !claim.verify.some((use) => use.check === check);
}

interface Read {
  readonly figure: number;
  readonly finding: Figure;
}

/** Worst first; of what was read, an accepted deviation included. */
function figuresOf(findings: readonly Figure[]): readonly Read[] {
  return findings
    .flatMap((finding) =>
      typeof finding.observed === 'number' && finding.status !== 'unknown'
        ? [{ figure: finding.observed, finding }]
        : [],
    )
    .toSorted((a, b) => a.figure - b.figure);
}

function describe(figures: readonly Read[], unit: string): readonly string[] {
  const [worst] = figures;
  if (worst === undefined) return [];
  let sum = 0;
  for (const { figure } of figures) sum += figure;
  const average = Number((sum / figures.length).toFixed(AVERAGE_PLACES));
  const of = figures.length === 1 ? '1 resource' : `${figures.length} resources`;
  const name = resourceName(worst.finding.resourceId);
  return [`Worst of ${of}: ${name}. Average: ${average} ${unit}.`];
}

const AVERAGE_PLACES = 4;
