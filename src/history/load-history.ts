import type { Configuration } from '#config/configuration.ts';
import type { Alert } from '#domain/alert.ts';
import type { Change, ClaimChange } from '#domain/change.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { type Instant, moveInstant } from '#domain/instant.ts';
import type { KeptSchedules, RecordedScan, StateReader } from '#domain/state-store.ts';
import { isSameValue } from '#drift/same-value.ts';
import { expectedRuns } from './expected-runs.ts';
import type { ClaimInPeriod } from './period-report.ts';
import type { RunHistory } from './run-history.ts';

/** How far beyond the period its neighbours are looked for: a week's schedule and a day. */
const MARGIN_DAYS = 8;

/** What is kept of a period, as `periodReport` and `pointInTime` take it. */
export interface History {
  /** When the first scan that is known of began; undefined: none ever did. */
  readonly begun: Instant | undefined;
  readonly runs: RunHistory;
  readonly claims: readonly ClaimInPeriod[];
  readonly alerts: readonly Alert[];
  /** Of all claims that are wanted, oldest first; some lie before the period, those that began a breakage which reaches into it. */
  readonly changes: readonly Change[];
}

/** What of the history is wanted. */
export interface Wanted {
  readonly claim?: readonly string[];
  readonly document?: readonly string[];
}

/** Reads the history of [from, to) with its neighbourhood. A claim or document that nothing knows throws a ConfigurationError. */
export async function historyOf(
  state: StateReader,
  configuration: Configuration,
  now: Instant,
  from: Instant,
  to: Instant,
  wanted: Wanted,
): Promise<History> {
  const begin = moveInstant(from, { months: 0, days: -MARGIN_DAYS }) ?? from;
  const past = to < now ? to : now;
  const end = moveInstant(past > from ? past : from, { months: 0, days: MARGIN_DAYS }) ?? past;
  // Also what lies between the period and now: it says when the monitor began.
  const recorded = await state.claimChangesBefore(end > now ? end : now);
  const allSteps = recorded.filter(({ at }) => at < end);
  const claims = claimsOf(configuration, await state.claims(), allSteps, wanted);
  const steps = new Map(
    claims.map(({ document, claim }) => [
      keyOf(document, claim),
      allSteps.filter((each) => each.document === document && each.claim === claim),
    ]),
  );
  const earliest = [begin, ...[...steps.values()].map((own) => brokenAt(own, from))].sort()[0];
  const changes = await state.changesBetween(earliest ?? begin, end);
  const { scans, missed } = await state.runsBetween(begin, end);
  // Every claim takes its first status in the first scan that asks it; nothing was due before anybody watched.
  const begun = recorded[0]?.at;
  const expected = expectedAsItWas(scans, configuration.schedules, begin, end);
  return {
    begun,
    runs: { scans, missed, expected: expected.filter((due) => due >= (begun ?? due)), now },
    alerts: await state.alertsBetween(begin, end),
    changes,
    claims: claims.map((claim) => ({
      ...claim,
      claimChanges: steps.get(keyOf(claim.document, claim.claim)) ?? [],
      changes: changes.filter(
        ({ finding }) => finding.document === claim.document && finding.claim === claim.claim,
      ),
    })),
  };
}

/** When runs were due, by the schedules that each scan had until the next one, and today's where none are kept. */
function expectedAsItWas(
  scans: readonly RecordedScan[],
  today: KeptSchedules,
  begin: Instant,
  end: Instant,
): readonly Instant[] {
  const spells: { from: Instant; schedules: KeptSchedules }[] = [];
  for (const { startedAt, schedules = today } of scans) {
    const last = spells.at(-1);
    if (last === undefined) spells.push({ from: begin, schedules });
    else if (!isSameValue(last.schedules, schedules)) spells.push({ from: startedAt, schedules });
  }
  if (spells.length === 0) spells.push({ from: begin, schedules: today });
  return spells.flatMap(({ from, schedules }, index) =>
    expectedRuns(schedules, from, spells[index + 1]?.from ?? end),
  );
}

/** Since when the claim is broken at `from`, or `from`. */
function brokenAt(steps: readonly ClaimChange[], from: Instant): Instant {
  let since: Instant | undefined;
  for (const { at, to } of steps) {
    if (at > from) break;
    if (to === 'broken') since ??= at;
    else if (to !== 'unverified') since = undefined;
  }
  return since ?? from;
}

function claimsOf(
  { documents }: Configuration,
  recorded: readonly { readonly document: string; readonly claim: string }[],
  steps: readonly ClaimChange[],
  wanted: Wanted,
) {
  const made = new Set(recorded.map(({ document, claim }) => keyOf(document, claim)));
  const known = new Map<string, Pick<ClaimInPeriod, 'document' | 'claim' | 'summary' | 'isMade'>>();
  for (const { statement } of documents) {
    for (const { id, summary } of statement.claims)
      known.set(keyOf(statement.id, id), {
        document: statement.id,
        claim: id,
        summary,
        isMade: made.has(keyOf(statement.id, id)),
      });
  }
  for (const { document, claim } of steps) {
    const key = keyOf(document, claim);
    if (!known.has(key)) known.set(key, { document, claim, summary: null, isMade: made.has(key) });
  }
  const all = [...known.values()];
  refuseUnknown(
    '--claim',
    wanted.claim,
    all.map(({ claim }) => claim),
  );
  refuseUnknown(
    '--document',
    wanted.document,
    all.map(({ document }) => document),
  );
  return all.filter(
    ({ document, claim }) =>
      (wanted.claim?.includes(claim) ?? true) && (wanted.document?.includes(document) ?? true),
  );
}

function refuseUnknown(
  option: string,
  given: readonly string[] | undefined,
  known: readonly string[],
): void {
  const unknown = (given ?? []).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new ConfigurationError(
    'CLI_UNKNOWN_NAME',
    `${option} ${unknown.join(', ')}: neither the configuration nor the history has such a one.`,
  );
}

/** No id contains the divider. */
function keyOf(document: string, claim: string): string {
  return `${document}\u001f${claim}`;
}
