import type {
  Alert,
  AlertMember,
  Notification,
  NotificationItem,
  NotificationKind,
} from '#domain/alert.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import { END_NAMES, READ_ENDS } from '#domain/finding-end.ts';
import { compileGlob } from '#domain/glob.ts';
import type { Instant } from '#domain/instant.ts';
import { servedLink } from '#domain/served-paths.ts';
import { asRun, commandsFor } from './commands.ts';
import type { Hash } from './draft.ts';
import { itemsOf, itemsOfAttached } from './notification-items.ts';
import { titleOf } from './notification-title.ts';
import { authorOf, claimsOf, placesOf, resourcesOf, worstFirst } from './told-members.ts';

/** How many lines, claims, places and digests a notification carries; the counts say how many there are. */
const SHOWN = 20;

/** What a notification says besides its alert. */
export interface NotificationContext {
  readonly at: Instant;
  readonly policy: Pick<AlertPolicy, 'publicUrl' | 'runbooks' | 'command' | 'timezone'>;
  /** Who has taken the alert; null: nobody. */
  readonly acknowledgedBy: string | null;
  /** The most important first. */
  readonly notes: readonly string[];
  /** The alerts that a storm or suspect stands for, as far as they are at hand. */
  readonly alertOf: (id: string) => Alert | undefined;
}

/**
 * What there is to tell of an alert as it is now (A2); complete in itself. The id follows from alert, number and kind: the same
 * event has one id.
 */
export function notificationOf(
  alert: Alert,
  kind: NotificationKind,
  context: NotificationContext,
  hash: Hash,
): Notification {
  const { at, policy, acknowledgedBy, notes, alertOf } = context;
  const isEnd = kind === 'resolved';
  const members = alert.members.toSorted(worstFirst);
  const open = members.filter((member) => member.state !== 'over');
  // While it lasts, what is over is no longer the matter.
  const told = isEnd ? members : open;
  const inner = told.flatMap((member) => innerMembers(member, isEnd, alertOf));
  const claims = claimsOf(inner);
  const resources = resourcesOf(inner);
  // Few alerts show more of each: whoever mends them needs every line.
  const each = Math.max(1, Math.floor(SHOWN / Math.max(1, told.length)));
  const items = told.flatMap((member) =>
    member.kind === 'attached'
      ? itemsOfAttached(member, innerMembers(member, isEnd, alertOf), each)
      : itemsOf(member),
  );
  const bare = told.filter((member) => innerMembers(member, isEnd, alertOf).length === 0);
  const { subscriptionIds, resourceGroups } = placesOf(inner);
  const who = inner.map(authorOf).find((author) => author !== null) ?? null;
  return {
    id: `msg_${hash([alert.id, String(alert.sequence), kind].join('\u001f')).slice(0, 32)}`,
    alertId: alert.id,
    sequence: alert.sequence,
    kind,
    about: alert.kind,
    severity: alert.severity,
    title: titleOf(alert, isEnd ? 'over' : 'firing', inner),
    at,
    openedAt: alert.openedAt,
    who,
    claims: claims.slice(0, SHOWN),
    // While the reading is in doubt, nothing is to be mended by its word.
    items: items
      .slice(0, SHOWN)
      .map((item) => (isInDoubt(alert) ? { ...item, remediation: null } : item))
      .map((item) => withCommands(item, policy)),
    counts: {
      // An alert that it stands for and that is not at hand is one line.
      items: sum([...inner, ...bare].map(sizeOf)),
      claims: claims.length,
      resources: resources.length,
      open: open.length,
    },
    where: {
      subscriptionIds: subscriptionIds.slice(0, SHOWN),
      resourceGroups: resourceGroups.slice(0, SHOWN),
    },
    evidence: [...new Set(inner.flatMap(evidenceOf))].slice(0, SHOWN),
    changedAt: who?.at ?? null,
    ...(isEnd ? { ends: namesOfEnds(members) } : {}),
    // It was over when everything began to pass; the time after that was for believing it.
    resolvedAt: isEnd ? (alert.recoveringSince ?? alert.resolvedAt) : null,
    // A second reading is of Azure: it says nothing of what people decided.
    confirmed: isEnd && !isReadEnd(members) ? null : alert.confirmed,
    acknowledgedBy,
    notes: notes.map((note) => asRun(note, policy)),
    runbook: runbookOf(
      policy,
      claims.map(({ claim }) => claim),
    ),
    link: servedLink(policy.publicUrl, `/alerts/${alert.id}`),
    commands: commandsFor(alert.id, claims[0]?.claim ?? null, policy),
    logIndex: null,
    ...(policy.timezone === undefined ? {} : { timezone: policy.timezone }),
  };
}

/** Texts of ours name commands; what is about a resource is Azure's, and its command mends Azure. */
function withCommands(
  item: NotificationItem,
  policy: NotificationContext['policy'],
): NotificationItem {
  if (item.resourceId !== null) return item;
  const { reason, remediation } = item;
  return {
    ...item,
    reason: asRun(reason, policy),
    remediation: remediation === null ? null : asRun(remediation, policy),
  };
}

function namesOfEnds(members: readonly AlertMember[]): readonly string[] {
  const names = members.flatMap((member) =>
    member.kind === 'finding' && member.over !== null ? [END_NAMES[member.over.because]] : [],
  );
  return [...new Set(names)];
}

function isReadEnd(members: readonly AlertMember[]): boolean {
  return members.every(
    (member) => member.kind !== 'finding' || READ_ENDS.has(member.over?.because ?? 'passes'),
  );
}

function isInDoubt({ kind, scansSeen }: Alert): boolean {
  return kind === 'suspect' && scansSeen < 2;
}

/** The members that say what it is about: those of the alert that a storm stands for. */
function innerMembers(
  member: AlertMember,
  isEnd: boolean,
  alertOf: NotificationContext['alertOf'],
): readonly AlertMember[] {
  if (member.kind !== 'attached') return [member];
  const members = alertOf(member.key)?.members ?? [];
  return members.filter(({ state }) => isEnd || state !== 'over').toSorted(worstFirst);
}

function runbookOf(
  { runbooks }: Pick<AlertPolicy, 'runbooks'>,
  claims: readonly string[],
): string | null {
  const found = runbooks.find((runbook) => claims.some(compileGlob(runbook.claims)));
  return found?.url ?? null;
}

/** A problem stands for everything that it counts. */
function sizeOf(member: AlertMember): number {
  return member.kind === 'problem' ? Math.max(1, member.count) : 1;
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function evidenceOf(member: AlertMember): readonly string[] {
  return member.kind === 'finding' ? member.finding.evidence : [];
}
