import type { AlertKind, Notification, NotificationKind } from '#domain/alert.ts';
import type { ChangeAuthor } from '#domain/finding.ts';
import type { Severity } from '#domain/severity.ts';
import { visibleText } from '#domain/visible-text.ts';
import { httpsLink } from './escape.ts';
import { type ItemParts, itemParts } from './words-item.ts';
import { plainText } from './words-plain.ts';
import { spoken, whenOf, whoIsUnknown } from './words-when.ts';

/** What a command for whoever reads it does with the alert. */
export type CommandLabel = 'show' | 'acknowledge' | 'silence' | 'explain';

/** A claim as it was published. */
export interface ClaimParts {
  readonly id: string;
  readonly summary: string;
  /** Claim and document, e.g. `flex.pitr in flex`. */
  readonly source: string;
}

/**
 * Everything that there is to tell, in words, in the order in which it is read (A2). Every text is on one line and without characters
 * that hide or reorder; it is not yet escaped for any destination. What is cut ends in "…", and the `hidden` counts say how much is
 * left out.
 */
export interface MessageParts {
  readonly kind: NotificationKind;
  readonly about: AlertKind;
  readonly severity: Severity;
  /** Severity or state in capitals, then the title. */
  readonly headline: string;
  readonly claims: readonly ClaimParts[];
  readonly hiddenClaims: number;
  readonly items: readonly ItemParts[];
  readonly hiddenItems: number;
  /** Names of everybody who had a hand in it, the first one first; none where nobody is known. */
  readonly authors: readonly string[];
  /** null where nobody's doing is told of (what cannot be read, what lacks an attestation). */
  readonly who: string | null;
  readonly when: readonly string[];
  readonly where: readonly string[];
  /** Sentences about the alert that fit nowhere else; the most important first. */
  readonly notes: readonly string[];
  readonly hiddenNotes: number;
  readonly runbook: string | null;
  readonly link: string | null;
  /** Place of its entry in the evidence log: there are the digests of the answers, which nobody reads on a page. */
  readonly logIndex: number | null;
  /** Whether a second, direct read saw it too. */
  readonly confirmed: string | null;
  readonly acknowledgedBy: string | null;
  readonly commands: readonly { readonly label: CommandLabel; readonly command: string }[];
  /** Which message about the alert this is, e.g. `message 3 (msg_…)`: repeats can be told by it. */
  readonly reference: string;
}

/** A notification in words. */
export function partsOf(notification: Notification): MessageParts {
  const { kind, about, severity, claims, items, counts, confirmed, timezone } = notification;
  // Where several had a hand in it, each line says whose it was.
  const authors = authorsOf(notification);
  const [onlyAuthor = null] = authors.length === 1 ? authors : [];
  const hasOneClaim = counts.claims <= 1;
  return {
    kind,
    about,
    severity,
    headline: headlineOf(notification),
    claims: claims.map(({ summary, claim, document }) => ({
      id: plainText(claim),
      summary: plainText(summary),
      source: plainText(`${claim} in ${document}`),
    })),
    hiddenClaims: Math.max(0, counts.claims - claims.length),
    items: items.map((item) => itemParts(item, { kind, onlyAuthor, hasOneClaim, timezone })),
    hiddenItems: Math.max(0, counts.items - items.length),
    authors,
    who: whoOf(notification),
    when: whenOf(notification),
    where: whereOf(notification),
    notes: notification.notes.map((note) => spoken(note, timezone)),
    hiddenNotes: 0,
    runbook: httpsLink(notification.runbook),
    link: httpsLink(notification.link),
    logIndex: notification.logIndex,
    confirmed: confirmed === null || kind === 'test' ? null : CONFIRMED[`${confirmed}`],
    acknowledgedBy:
      notification.acknowledgedBy === null ? null : plainText(notification.acknowledgedBy),
    commands: commandsOf(notification),
    // The commands name the alert; where there are none, nothing else does.
    reference: plainText(
      `${notification.commands === null ? `${notification.alertId}, ` : ''}message ${String(notification.sequence)} (${notification.id})`,
    ),
  };
}

const CONFIRMED = {
  true: 'a second, direct read saw the same',
  false: 'a second, direct read did not see the same, or could not be made',
};

function headlineOf({ kind, severity, title }: Notification): string {
  const level = severity.toUpperCase();
  const text = plainText(title);
  switch (kind) {
    case 'firing':
      return `[${level}] ${text}`;
    case 'updated':
      return `[${level}] Update: ${text}`;
    case 'reminder':
      return `[${level}] Still so: ${text}`;
    case 'acknowledged':
      return `[${level}] Acknowledged: ${text}`;
    case 'resolved':
      return `[RESOLVED] ${text}`;
    case 'digest':
      return `[DIGEST] ${text}`;
    case 'test':
      return `[TEST] ${text}`;
  }
}

/** Who did it; that it is not known is said, and for as long as it may still become known, that too. */
function whoOf(notification: Notification): string | null {
  const { who, about, kind } = notification;
  if (who !== null) {
    const others = authorsOf(notification).length - 1;
    const more =
      others > 0 ? `; ${String(others)} other${others === 1 ? '' : 's'} named in the lines` : '';
    return `${kind === 'resolved' ? 'ended by ' : ''}${authorInWords(who)}${more}`;
  }
  if (kind === 'test' || kind === 'digest' || about === 'blind' || about === 'expired') return null;
  return whoIsUnknown(notification);
}

/** Everybody whom a notification and its lines name, once each. */
function authorsOf({ who, items }: Notification): readonly string[] {
  if (who === null) return [];
  const others = items.flatMap(({ changedBy }) => (changedBy === null ? [] : [changedBy.by]));
  return [...new Set([who.by, ...others])].map(plainText);
}

/** Name, kind, client, operation and correlation id, as far as Azure says them. */
function authorInWords({ by, byType, client, operation, correlationId }: ChangeAuthor): string {
  const parts = [
    byType === null ? by : `${by} (${byType})`,
    ...(client === null ? [] : [`through ${client}`]),
    ...(operation === null ? [] : [`operation ${operation}`]),
    ...(correlationId === null ? [] : [`correlation ${correlationId}`]),
  ];
  return plainText(parts.join(', '));
}

function whereOf({ where, counts, kind }: Notification): readonly string[] {
  if (kind === 'test') return [];
  const { subscriptionIds, resourceGroups } = where;
  const lines = [
    ...(counts.resources > 0
      ? [`${String(counts.resources)} resource${counts.resources === 1 ? '' : 's'}`]
      : []),
    ...(subscriptionIds.length > 0 ? [listed('subscription', subscriptionIds)] : []),
    ...(resourceGroups.length > 0 ? [listed('resource group', resourceGroups)] : []),
  ];
  return lines.map(plainText);
}

const NAMED = 5;
/** A notification carries no more than so many names: when it carries as many, there may be others. */
const CARRIED = 20;

function listed(noun: string, names: readonly string[]): string {
  const hidden = names.length - NAMED;
  const more = `${names.length >= CARRIED ? 'at least ' : ''}${String(hidden)} more`;
  const rest = hidden > 0 ? ` …and ${more}` : '';
  return `${noun}${names.length === 1 ? '' : 's'} ${names.slice(0, NAMED).join(', ')}${rest}`;
}

function commandsOf({ commands, kind }: Notification): MessageParts['commands'] {
  if (commands === null || kind === 'test') return [];
  const { acknowledge, silence, show, explain = null } = commands;
  const all: MessageParts['commands'] = [
    ...(kind === 'resolved'
      ? []
      : [
          { label: 'acknowledge' as const, command: acknowledge },
          { label: 'silence' as const, command: silence },
        ]),
    { label: 'show', command: show },
    ...(explain === null ? [] : [{ label: 'explain' as const, command: explain }]),
  ];
  // Our own commands hold ids of ours alone; one with hidden characters would be a bug, and is not handed on.
  return all.filter(({ command }) => visibleText(command) === command && command !== '');
}
