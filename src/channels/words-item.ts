import type { NotificationItem, NotificationKind } from '#domain/alert.ts';
import { factInReason } from '#domain/fact-words.ts';
import { resourceName } from '#domain/resource-id.ts';
import { shownValue, visibleText } from '#domain/visible-text.ts';
import { plainText } from './words-plain.ts';
import { spoken } from './words-when.ts';

/** One line of a notification in words; every text is visible and on one line. */
export interface ItemParts {
  /** The innermost name of the resource; null for what is about no resource. */
  readonly name: string | null;
  /** How it is, in a few words; null where the reason says it all. */
  readonly fact: string | null;
  /** The id of the claim that it breaks; null where the alert is about one claim, which stands above. */
  readonly claim: string | null;
  /** The full resource id. */
  readonly id: string | null;
  /** The setting before; null where nothing is compared. */
  readonly from: string | null;
  /** The setting now; null where nothing is compared. */
  readonly to: string | null;
  /** What the claim asks for; null where it says no value. */
  readonly claimed: string | null;
  /** Why it is judged so. */
  readonly reason: string;
  readonly since: string | null;
  /** Who changed it, where that does not follow from the alert's own author. */
  readonly by: string | null;
  /** The exact command that mends it; null where there is none, and where it cannot be shown as it is. */
  readonly command: string | null;
  /** Why the command is not here; null where it is, or where there is none. */
  readonly commandNote: string | null;
}

/** What is said once for the whole alert and need not be said again for each line. */
export interface AlertContext {
  readonly kind: NotificationKind;
  readonly timezone: string | undefined;
  /** Who did all of it; null where nobody is known or several are. */
  readonly onlyAuthor: string | null;
  readonly hasOneClaim: boolean;
}

/** The words for one line. */
export function itemParts(item: NotificationItem, context: AlertContext): ItemParts {
  const { kind, onlyAuthor, hasOneClaim, timezone } = context;
  const { resourceId, claim, expected, reason, since, changedBy, remediation } = item;
  const { fact = null } = item;
  const author = changedBy === null ? null : plainText(changedBy.by);
  return {
    name: resourceId === null ? null : plainText(resourceName(resourceId)),
    fact: fact === null ? null : plainText(fact),
    claim: hasOneClaim || claim === null ? null : plainText(claim),
    id: resourceId === null ? null : plainText(resourceId),
    ...changeOf(item, kind),
    claimed:
      expected === null || expected === undefined ? null : plainText(shownValue(expected, '')),
    reason: isSaid(fact, reason) ? '' : plainText(reason),
    since: since === null ? null : spoken(since, timezone),
    by: author === onlyAuthor ? null : author,
    ...commandOf(remediation),
  };
}

/** Whether the reason says no more than the fact does. */
function isSaid(fact: string | null, reason: string): boolean {
  return fact !== null && factInReason({ reason }).fact === fact && !fact.endsWith('…');
}

function changeOf(
  { from, to, resourceId, property }: NotificationItem,
  kind: NotificationKind,
): Pick<ItemParts, 'from' | 'to'> {
  const isResource = resourceId !== null;
  const isNothing = (value: unknown): boolean => value === null || value === undefined;
  // Of a claim or of what cannot be read the reason says it; one half of a change would say less.
  if (!isResource && (isNothing(from) || isNothing(to))) return { from: null, to: null };
  // For an end, `from` is the violation: what Azure left out there was really not set.
  const isEnd = kind === 'resolved';
  // A value that names its members needs no other name.
  const isNamed = [from, to].every((value) => isNothing(value) || typeof value !== 'object');
  const name = property === null || property === undefined || !isNamed ? '' : `${property}: `;
  return {
    from: plainText(`${name}${shownValue(from, isEnd ? '(not set)' : '(not known)')}`),
    to: plainText(shownValue(to, isEnd ? '(nothing)' : '(not set)')),
  };
}

/**
 * A command is told as it is or not at all: one in which hidden characters were made visible would name another resource, one in
 * which they stay hidden shows another command than it runs.
 */
function commandOf(remediation: string | null): Pick<ItemParts, 'command' | 'commandNote'> {
  if (remediation === null) return { command: null, commandNote: null };
  return visibleText(remediation) === remediation
    ? { command: remediation, commandNote: null }
    : { command: null, commandNote: HIDDEN_CHARACTERS };
}

const HIDDEN_CHARACTERS =
  'A command is left out because a name in it holds characters that cannot be seen.';
