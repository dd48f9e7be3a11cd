import type { Notification, NotificationItem } from '#domain/alert.ts';
import { cutText, httpsLink } from './escape.ts';

/** Receivers of webhooks may refuse more. Source: Standard Webhooks 1.0.0, payload size. */
export const MOST_BYTES = 20_000;

/** Which detail is dropped first, until it fits: lines, and then the length of each text. */
const STEPS: readonly { readonly items: number; readonly characters: number }[] = [
  { items: 20, characters: 4_000 },
  { items: 20, characters: 500 },
  { items: 10, characters: 500 },
  { items: 5, characters: 500 },
  { items: 3, characters: 400 },
  { items: 1, characters: 400 },
  { items: 1, characters: 120 },
  { items: 0, characters: 120 },
];

/**
 * A notification as a CloudEvents 1.0 event in structured JSON, at most 20 000 bytes: what does not fit is left out, the texts that
 * were cut end in "…", and `data.more` says in words how many lines are not shown. Claim, from → to and command stay.
 */
export function renderCloudEvent(notification: Notification): string {
  let text = '';
  for (const { items, characters } of STEPS) {
    text = JSON.stringify(eventOf(notification, items, characters));
    if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  }
  return text;
}

function eventOf(notification: Notification, most: number, characters: number): object {
  const {
    id,
    kind,
    about,
    at,
    claims,
    counts,
    where,
    evidence,
    who,
    notes,
    runbook,
    link,
    ...rest
  } = notification;
  const cut = (value: unknown): unknown => shorten(value, characters);
  const items = notification.items.slice(0, most).map((item) => shortenItem(item, cut));
  const hidden = counts.items - items.length;
  const [first] = notification.items;
  return {
    specversion: '1.0',
    id,
    source: 'urn:azure-posture-monitor',
    type: `azure-posture-monitor.alert.${kind}.v1`,
    ...(first?.resourceId ? { subject: shorten(first.resourceId, 1_000) } : {}),
    time: at,
    datacontenttype: 'application/json',
    data: {
      ...rest,
      kind,
      about,
      title: cut(notification.title),
      who: cut(who),
      notes: notes.slice(0, most).map(cut),
      runbook: httpsLink(runbook),
      link: httpsLink(link),
      claims: claims.slice(0, most).map(cut),
      items,
      ...(hidden > 0 ? { more: `…and ${String(hidden)} more` } : {}),
      counts,
      where: {
        subscriptionIds: where.subscriptionIds.slice(0, most),
        resourceGroups: where.resourceGroups.slice(0, most).map(cut),
      },
      evidence: evidence.slice(0, most),
    },
  };
}

/** Ids stay whole as long as Azure can make them. */
function shortenItem(item: NotificationItem, cut: (value: unknown) => unknown): object {
  const { from, to, expected, reason, changedBy, remediation, resourceId, ...rest } = item;
  return {
    ...rest,
    resourceId: shorten(resourceId, 1_000),
    from: cut(from),
    to: cut(to),
    expected: cut(expected),
    reason: cut(reason),
    changedBy: cut(changedBy),
    // A command that was cut would do something else.
    remediation: remediation !== null && remediation.length > 4_000 ? null : remediation,
  };
}

/** Texts are cut at a character; a value whose JSON is longer becomes that text, cut. */
function shorten(value: unknown, characters: number): unknown {
  if (typeof value === 'string') return cutText(value, characters);
  const json = JSON.stringify(value);
  return json === undefined || json.length <= characters * 2 ? value : cutText(json, characters);
}
