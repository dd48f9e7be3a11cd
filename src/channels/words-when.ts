import type { Notification } from '#domain/alert.ts';
import { AUTHOR_SEARCH_MS } from '#domain/author-search.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { durationInWords } from './words-duration.ts';
import { plainText } from './words-plain.ts';

/** That nobody is known; "yet" only for as long as somebody still looks. */
export function whoIsUnknown({ kind, openedAt, at }: Notification): string {
  if (kind === 'resolved') return 'who ended it is not known';
  const waited = between(openedAt, at);
  return waited !== undefined && waited < AUTHOR_SEARCH_MS
    ? "not known yet: Azure's change records come later than the change"
    : "not known: Azure's change records name nobody";
}

/** When it was changed, when it was seen, how much later that was and, for an end, how long it lasted; one sentence each. */
export function whenOf(notification: Notification): readonly string[] {
  const { kind, about, at, openedAt, changedAt, resolvedAt, timezone } = notification;
  const inZone = (text: string): string => spoken(text, timezone);
  if (kind === 'test' || kind === 'digest') return [inZone(`sent ${at}`)];
  if (kind === 'resolved') {
    return [
      // Only what is as it was before was changed back.
      ...(changedAt === null
        ? []
        : [`${isRestored(notification) ? 'changed back' : 'changed'} ${changedAt}`]),
      `over since ${resolvedAt ?? at}, first seen ${openedAt}${lasted(openedAt, resolvedAt ?? at)}`,
    ].map(inZone);
  }
  // Where nothing was changed, that its time is not known would only send people looking.
  const isChange = about !== 'blind' && about !== 'expired';
  const unknown = isChange ? ['when it was changed is not known'] : [];
  return [
    ...(changedAt === null ? unknown : [`changed ${changedAt}`]),
    `first seen ${openedAt}${changedAt === null ? '' : later(changedAt, openedAt)}`,
    ...(at === openedAt ? [] : [`as of ${at}${standing(openedAt, at)}`]),
  ].map(inZone);
}

function isRestored({ ends }: Notification): boolean {
  return ends === undefined || ends.every((end) => end === 'restored');
}

/**
 * Plain text with whole seconds in its instants, which do for people, and beside each the time on the clock of a zone:
 * `2026-01-01T23:30:00Z (2026-01-02 00:30 Europe/Stockholm)`.
 */
export function spoken(text: string, timezone?: string): string {
  return plainText(text).replace(
    /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?Z/gu,
    (whole, seconds: string) => `${seconds}Z${beside(whole, timezone)}`,
  );
}

function beside(instant: string, timezone: string | undefined): string {
  const at = toMilliseconds(instant);
  if (timezone === undefined || /^(?:etc\/)?(?:utc|gmt)$/iu.test(timezone) || at === undefined)
    return '';
  // The Swedish way of writing is that of ISO 8601.
  const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(at)
    .split(' ');
  return ` (${instant.startsWith(date) ? '' : `${date} `}${time} ${timezone})`;
}

function later(changedAt: Instant, seenAt: Instant): string {
  const lag = between(changedAt, seenAt);
  return lag === undefined || lag < 0 ? '' : `, ${durationInWords(lag)} later`;
}

function lasted(from: Instant, to: Instant): string {
  const length = between(from, to);
  return length === undefined ? '' : `: lasted ${durationInWords(length)}`;
}

function standing(from: Instant, to: Instant): string {
  const length = between(from, to);
  return length === undefined ? '' : `, for ${durationInWords(length)}`;
}

function between(from: Instant, to: Instant): number | undefined {
  const [start, end] = [toMilliseconds(from), toMilliseconds(to)];
  return start === undefined || end === undefined ? undefined : end - start;
}
