import { type CalendarDuration, isAtLeast, parseDuration } from '#domain/calendar-duration.ts';
import { toMilliseconds } from '#domain/instant.ts';
import { isSameResource } from '#domain/resource-id.ts';
import type { Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';

/** The policy of an instance, by its id among those of the vault. */
export function policyOf(own: Cell, policies: Cell): Said<Cell> {
  const id = own.at('properties/policyInfo/policyId');
  return andThen(id.text(), (wanted) =>
    andThen(policies.list(), (rows) => {
      const row = rows.find((one) => {
        const known = one.at('id').text();
        return known.said && isSameResource(known.value, wanted);
      });
      return row === undefined
        ? id.notUnderstood('Its policy is not among those of the vault')
        : id.means(row);
    }),
  );
}

/** What a policy takes by a schedule. */
export interface ScheduleRule {
  readonly kind: 'full' | 'snapshot';
  readonly every: Said<Interval>;
  /** The names of the retention rules that keep the first backup of a month. */
  readonly monthlyTags: Said<readonly string[]>;
}

/**
 * The rule that takes backups; null: the policy has none, for what is kept is kept all the time (blobs). Backups in the operational store
 * lie beside the data as snapshots. Source: BackupPolicy `policyRules`, 2026-06-01.
 */
export function scheduleOf(policy: Cell): Said<ScheduleRule | null> {
  return andThen(rulesOf(policy, 'AzureBackupRule'), (rules) => {
    const [rule, ...others] = rules;
    const list = policy.at('properties/policyRules');
    if (rule === undefined) return list.means(null);
    if (others.length > 0) return list.notUnderstood('The policy takes backups by several rules');
    const store = rule
      .at('dataStore/dataStoreType')
      .oneOf({ OperationalStore: 'snapshot', VaultStore: 'full', ArchiveStore: 'full' } as const);
    return map(store, (kind) => ({
      kind,
      every: intervalOf(rule.at('trigger/schedule/repeatingTimeIntervals')),
      monthlyTags: monthlyTagsOf(rule.at('trigger/taggingCriteria')),
    }));
  });
}

function rulesOf(policy: Cell, type: string): Said<readonly Cell[]> {
  return andThen(policy.at('properties/policyRules').list(), (rows) => {
    const kinds = rows.map((row) =>
      row
        .at('objectType')
        .oneOf({ AzureBackupRule: 'AzureBackupRule', AzureRetentionRule: 'AzureRetentionRule' }),
    );
    return map(everyOne(kinds), (words) => rows.filter((_, index) => words[index] === type));
  });
}

const HOUR_MS = 3_600_000;
/** `R/2021-05-23T02:00:00+00:00/PT4H`: repeated from then on, every so often. */
const REPEATING = /^R\d*\/([^/]+)\/([^/]+)$/u;

/** The longest time between two of all the repetitions together, which have to be of one length. */
function intervalOf(list: Cell): Said<Interval> {
  return andThen(list.list(), (cells) =>
    andThen(everyOne(cells.map((cell) => cell.text())), (texts) => {
      const found = texts.map(repetition);
      const known = found.filter((one) => one !== undefined);
      const [first] = known;
      if (
        first === undefined ||
        known.length < found.length ||
        known.some((one) => one.hours !== first.hours)
      ) {
        return list.notUnderstood(
          `When the policy takes backups is not understood: ${texts.join(', ')}`,
        );
      }
      const { hours } = first;
      const starts = known.map(({ start }) => start % hours).toSorted((a, b) => a - b);
      const next = [...starts.slice(1), (starts[0] ?? 0) + hours];
      return list.means({ hours: Math.max(...next.map((one, at) => one - (starts[at] ?? 0))) });
    }),
  );
}

function repetition(text: string): { readonly start: number; readonly hours: number } | undefined {
  const [, from = '', length = ''] = REPEATING.exec(text) ?? [];
  const start = toMilliseconds(from);
  const hours = hoursOf(length);
  return start === undefined || hours === undefined ? undefined : { start: start / HOUR_MS, hours };
}

function hoursOf(length: string): number | undefined {
  const time = /^PT(\d{1,3})H$/u.exec(length);
  if (time !== null && Number(time[1]) > 0) return Number(time[1]);
  const duration = parseDuration(length);
  return duration === undefined || duration.months > 0 || duration.days === 0
    ? undefined
    : duration.days * 24;
}

/** The tags of what is the first of its month. A criterion of weeks or days of the month that keeps it otherwise is not counted. */
function monthlyTagsOf(criteria: Cell): Said<readonly string[]> {
  return andThen(criteria.list(), (rows) =>
    andThen(everyOne(rows.map(isMonthly)), (flags) =>
      everyOne(
        rows.filter((_, index) => flags[index]).map((row) => row.at('tagInfo/tagName').text()),
      ),
    ),
  );
}

/** What is taken by the default has no criteria, and what goes by days or weeks no marker. */
function isMonthly(row: Cell): Said<boolean> {
  return whereThere(row.at('criteria'), (criterion) =>
    whereThere(criterion.at('absoluteCriteria'), (word) =>
      word.oneOf({
        FirstOfMonth: true,
        AllBackup: true,
        FirstOfDay: false,
        FirstOfWeek: false,
        FirstOfYear: false,
      }),
    ),
  );
}

/** Whether it holds of any element of a list; of none where there is no list. */
function whereThere(list: Cell, holds: (element: Cell) => Said<boolean>): Said<boolean> {
  const isThere = list.isThere();
  return andThen(isThere, (word) =>
    word
      ? andThen(list.list(), (rows) => map(everyOne(rows.map(holds)), (all) => all.includes(true)))
      : map(isThere, () => false),
  );
}

const NOTHING: CalendarDuration = { months: 0, days: 0 };

/** How long every single backup is kept: by the default rule. Blobs may have one for each store: which of them is meant is not told. */
export function keptForOf(policy: Cell): Said<CalendarDuration> {
  return andThen(rulesOf(policy, 'AzureRetentionRule'), (rules) => {
    const [rule, ...others] = rules.filter((one) => {
      const isDefault = one.at('isDefault').flag();
      return isDefault.said && isDefault.value;
    });
    const list = policy.at('properties/policyRules');
    if (rule === undefined) return list.notUnderstood('The policy has no default retention');
    return others.length === 0
      ? lifetimeOf(rule)
      : list.notUnderstood('The policy has several default retentions');
  });
}

/** How long the first backup of a month is kept by a rule of its own; of several the shortest, for any of them may decide. */
export function monthlyKeptFor(
  policy: Cell,
  tags: Said<readonly string[]>,
): Said<CalendarDuration> {
  return andThen(tags, (names) =>
    andThen(rulesOf(policy, 'AzureRetentionRule'), (rules) => {
      const kept = everyOne(names.map((name) => keptUnder(name, policy, rules)));
      return map(kept, ([first = NOTHING, ...rest]) =>
        rest.reduce((a, b) => (isAtLeast(b, a) ? a : b), first),
      );
    }),
  );
}

function keptUnder(tag: string, policy: Cell, rules: readonly Cell[]): Said<CalendarDuration> {
  const rule = rules.find((one) => one.at('name').oneOf({ [tag]: true }).said);
  return rule === undefined
    ? policy.at('properties/policyRules').notUnderstood(`No rule of the policy keeps ${tag}`)
    : lifetimeOf(rule);
}

/** Where backups go from one store to the next, how long they are kept in all is not told by one number. */
function lifetimeOf(rule: Cell): Said<CalendarDuration> {
  const cycles = rule.at('lifecycles');
  return andThen(cycles.list(), (rows) => {
    const [only, ...others] = rows;
    if (only === undefined || others.length > 0) {
      return cycles.notUnderstood(
        'Backups pass through several stores: how long each is kept in all is not understood',
      );
    }
    const duration = only.at('deleteAfter/duration');
    return andThen(duration.text(), (text) => {
      const kept = parseDuration(text);
      return kept === undefined
        ? duration.notUnderstood(`A retention of ${text} is not understood`)
        : duration.means(kept);
    });
  });
}
