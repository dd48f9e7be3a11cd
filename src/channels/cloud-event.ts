import type { Notification, NotificationItem } from '#domain/alert.ts';
import { cutText, httpsLink } from './escape.ts';

/** Receivers of webhooks may refuse more. Source: Standard Webhooks 1.0.0, payload size. */
export const MOST_BYTES = 20_000;

/** How many lines, claims and digests are told, and the length of texts, ids and commands in code points. */
interface Detail {
  readonly items: number;
  readonly text: number;
  readonly id: number;
  readonly command: number;
}

/** Which detail is dropped first, until it fits. */
const STEPS: readonly Detail[] = [
  { items: 20, text: 4_000, id: 1_000, command: 4_000 },
  { items: 20, text: 500, id: 1_000, command: 4_000 },
  { items: 10, text: 500, id: 1_000, command: 4_000 },
  { items: 5, text: 500, id: 1_000, command: 4_000 },
  { items: 3, text: 400, id: 1_000, command: 4_000 },
  { items: 1, text: 400, id: 1_000, command: 4_000 },
  { items: 1, text: 120, id: 600, command: 1_200 },
];

/** Fits even where each character takes six bytes of JSON. */
const LEAST: Detail = { items: 1, text: 40, id: 200, command: 700 };

/**
 * A notification as a CloudEvents 1.0 event in structured JSON, at most 20 000 bytes: texts that were cut end in "…", and `data.more`
 * says in words how many lines are not shown. Claim, from → to and link stay; a command is whole, or null where it is too long.
 * What Azure says is there unaltered, JSON needs no other escaping.
 */
export function renderCloudEvent(notification: Notification): string {
  for (const detail of STEPS) {
    const text = JSON.stringify(eventOf(notification, detail));
    if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  }
  return JSON.stringify(eventOf(notification, LEAST));
}

function eventOf(notification: Notification, detail: Detail): object {
  const { id, kind, at } = notification;
  const [first] = notification.items;
  return {
    specversion: '1.0',
    id,
    source: 'urn:azure-posture-monitor',
    type: `azure-posture-monitor.alert.${kind}.v1`,
    ...(first?.resourceId ? { subject: cutText(first.resourceId, detail.id) } : {}),
    time: at,
    datacontenttype: 'application/json',
    data: dataOf(notification, detail),
  };
}

function dataOf(notification: Notification, detail: Detail): object {
  const { id: _, at: __, items: lines, commands, where, ...rest } = notification;
  const cut = (value: unknown): unknown => shorten(value, detail.text);
  const items = lines.slice(0, detail.items).map((item) => itemOf(item, detail));
  const hidden = notification.counts.items - items.length;
  return {
    ...rest,
    title: cut(notification.title),
    who: membersOf(notification.who, cut),
    claims: notification.claims.slice(0, detail.items).map((claim) => membersOf(claim, cut)),
    items,
    ...(hidden > 0 ? { more: `…and ${String(hidden)} more` } : {}),
    where: {
      subscriptionIds: where.subscriptionIds.slice(0, detail.items).map(cut),
      resourceGroups: where.resourceGroups.slice(0, detail.items).map(cut),
    },
    evidence: notification.evidence.slice(0, detail.items).map((digest) => cutText(digest, 100)),
    changedAt: cut(notification.changedAt),
    resolvedAt: cut(notification.resolvedAt),
    acknowledgedBy: cut(notification.acknowledgedBy),
    notes: notification.notes.slice(0, detail.items).map(cut),
    runbook: httpsLink(notification.runbook),
    link: httpsLink(notification.link),
    commands,
  };
}

/** Ids stay whole as long as Azure can make them. */
function itemOf(item: NotificationItem, detail: Detail): object {
  const { resourceId, changedBy, remediation } = item;
  const cut = (value: unknown): unknown => shorten(value, detail.text);
  return {
    ...membersOf(item, cut),
    resourceId: resourceId === null ? null : cutText(resourceId, detail.id),
    // Of the first line it is the same as `who` of the whole.
    changedBy: detail === LEAST ? null : membersOf(changedBy, cut),
    // A command that was cut would do something else.
    remediation: remediation !== null && remediation.length > detail.command ? null : remediation,
  };
}

/** An object whose members are each made shorter; what it is made of stays what it was. */
function membersOf(value: object | null, cut: (member: unknown) => unknown): object | null {
  if (value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cut(member)]));
}

/** Texts are cut at a character; a value whose JSON is longer becomes that text, cut. */
function shorten(value: unknown, characters: number): unknown {
  if (typeof value === 'string') return cutText(value, characters);
  const json = JSON.stringify(value);
  return json === undefined || json.length <= characters * 2 ? value : cutText(json, characters);
}
