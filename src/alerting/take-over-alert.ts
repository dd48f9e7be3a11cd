import type {
  Alert,
  AlertCause,
  AlertMember,
  FindingMember,
  ProblemMember,
} from '#domain/alert.ts';
import { type ChangeAuthor, type Finding, findingKey } from '#domain/finding.ts';
import { worstSeverity } from '#domain/severity.ts';
import { causeKey } from './cause.ts';
import { SHOWN } from './unread.ts';

/** What is known of former checks today. */
export interface Today {
  /** The question that asks what a former check of a claim asked of a resource; undefined: none does, or it is no former one. */
  readonly nameOf: (
    of: Pick<Finding, 'document' | 'claim' | 'check' | 'resourceId'>,
  ) => string | undefined;
  /** Likewise of a claim whatever the resource; `not-examined`: of a type of which nothing is read. */
  readonly nameOfClaim: (
    of: Pick<Finding, 'document' | 'claim' | 'check'>,
  ) => { readonly check: string } | 'not-examined' | undefined;
  /** Who is recorded to have broken a finding, by its key of today: of what was several, one may have been named where others were not. */
  readonly authorOf: (key: string) => ChangeAuthor | null;
}

export interface TakenOverAlert {
  readonly alert: Alert;
  /** Keys of members that others stand for now. */
  readonly replaced: readonly string[];
}

/** Worst first. */
const STATES: readonly FindingMember['state'][] = ['failing', 'unreadable', 'over'];

/**
 * An alert whose members go by the names of today's questions; undefined: none of them had another. It is no other alert by that, and
 * nobody has to be told: several members that are one now become the one of them that is worst.
 */
export function takeOverAlert(alert: Alert, today: Today): TakenOverAlert | undefined {
  const { cause } = alert;
  if (cause.kind === 'not-understood') return takeOverDoubt(alert, cause, today);
  const members = new Map<string, AlertMember[]>();
  const replaced: string[] = [];
  for (const member of alert.members) {
    const now = member.kind === 'finding' ? renamed(member, today) : undefined;
    if (now !== undefined) replaced.push(member.key);
    const { key } = now ?? member;
    members.set(key, [...(members.get(key) ?? []), now ?? member]);
  }
  if (replaced.length === 0) return undefined;
  const merged = [...members.values()].flatMap(merge);
  return {
    alert: { ...alert, cause: causeToday(cause, alert, merged), members: merged },
    replaced,
  };
}

function renamed(member: FindingMember, { nameOf, authorOf }: Today): FindingMember | undefined {
  const check = nameOf(member.finding);
  if (check === undefined) return undefined;
  const key = findingKey({ ...member.finding, check });
  const changedBy = member.finding.changedBy ?? authorOf(key);
  const formerly = [...(member.formerly ?? []), member.finding.check];
  return { ...member, key, finding: { ...member.finding, check, changedBy }, formerly };
}

function merge(members: readonly AlertMember[]): readonly AlertMember[] {
  const findings = members.filter((member) => member.kind === 'finding');
  const [worst] = findings.toSorted((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
  if (worst === undefined || members.length === 1) return members;
  const formerly = [...new Set(findings.flatMap((member) => member.formerly ?? []))].sort();
  return [{ ...worst, formerly }];
}

function causeToday(cause: AlertCause, before: Alert, members: readonly AlertMember[]): AlertCause {
  if (cause.kind !== 'flapping') return cause;
  const place = before.members.findIndex(({ key }) => key === cause.finding);
  const finding = members[place]?.key ?? cause.finding;
  return { ...cause, finding };
}

/** What was not understood, by the question that does not understand it now, one member for each. */
function takeOverDoubt(
  alert: Alert,
  cause: Extract<AlertCause, { kind: 'not-understood' }>,
  { nameOfClaim }: Today,
): TakenOverAlert | undefined {
  const problems = alert.members.filter((member) => member.kind === 'problem');
  const doubts = problems.map((member) => ({ member, names: namesOf(member, nameOfClaim) }));
  if (doubts.every(({ names }) => names.size === 0)) return undefined;
  // An alert is about one sort of thing.
  const isNotExamined = doubts.every(({ names }) => names.has(NOT_EXAMINED));
  const members = new Map<string, ProblemMember>();
  const replaced: string[] = [];
  for (const { member, names } of doubts) {
    const told = [...names].filter(([name]) => isNotExamined === (name === NOT_EXAMINED));
    if (told.length > 0) replaced.push(member.key);
    else members.set(member.key, member);
    for (const [name, claims] of told) {
      const { subscriptionId } = member;
      const key = causeKey(
        isNotExamined
          ? { kind: 'unreadable', subscriptionId, code: NOT_COLLECTED }
          : { kind: 'not-understood', subscriptionId, check: name },
      );
      const code = isNotExamined ? NOT_COLLECTED : name;
      const now = { ...member, key, code, claims };
      const other = members.get(key);
      members.set(key, other === undefined ? now : mergeProblems(other, now));
    }
  }
  const [first] = members.values();
  const { subscriptionId } = cause;
  return {
    alert: {
      ...alert,
      cause: isNotExamined
        ? { kind: 'unreadable', subscriptionId, code: NOT_COLLECTED }
        : { ...cause, check: first?.code ?? cause.check },
      members: [...members.values()],
    },
    replaced,
  };
}

function mergeProblems(one: ProblemMember, other: ProblemMember): ProblemMember {
  return {
    ...one,
    state: one.state === 'failing' ? one.state : other.state,
    severity: worstSeverity(one.severity, other.severity),
    count: one.count + other.count,
    examples: [...one.examples, ...other.examples].slice(0, SHOWN),
    claims: [...one.claims, ...other.claims].slice(0, SHOWN),
  };
}

const NOT_EXAMINED = 'not-examined';
/** The code of what nothing reads. */
const NOT_COLLECTED = 'NotCollected';

function namesOf(
  { code, claims }: ProblemMember,
  nameOfClaim: Today['nameOfClaim'],
): ReadonlyMap<string, ProblemMember['claims']> {
  const named = claims.flatMap((claim) => {
    const now = nameOfClaim({ ...claim, check: code });
    if (now === undefined) return [];
    return [{ name: now === NOT_EXAMINED ? now : now.check, claim }];
  });
  return new Map(
    [...Map.groupBy(named, ({ name }) => name)].map(([name, of]) => [
      name,
      of.map(({ claim }) => claim),
    ]),
  );
}
