import type { Notification } from '#domain/alert.ts';
import type { Instant } from '#domain/instant.ts';
import { parseResourceId, resourceName } from '#domain/resource-id.ts';
import { visibleText } from '#domain/visible-text.ts';
import { detailsOf, summaryOf, withinBytes } from './details.ts';
import { cutUnits } from './escape.ts';
import { fit } from './fit.ts';
import { incidentKey } from './incident-key.ts';
import { SEVERITY_WORDS } from './severity.ts';
import { partsOf } from './words.ts';

/** Source: ServiceNow, "View alert information": source, node, type and resource have 100 characters. */
const MOST_NAME = 100;
/** Guess: ServiceNow cuts what is longer without a word, and cut JSON is none any more; so both stay within its common 4 000. */
const MOST_TEXT = 4_000;
const MOST_ITEMS = 20;
const CLASS = 'azure-posture-monitor';

/** What the rules of ServiceNow know events by. */
export interface EventNaming {
  readonly source: string;
  /** null: the outermost resource. */
  readonly node: string | null;
}

/**
 * A notification as the body of an Event Management call. The same key is the same alert; an end clears it with severity 0. There is
 * no event that acknowledges: it is told as news. Source: ServiceNow, "Send events via web service" (severity 1 critical to 5, 0
 * clear; `resolution_state` New or Closing; `time_of_event` in UTC).
 */
export function serviceNowEvents(
  notification: Notification,
  naming: EventNaming,
): Readonly<Record<string, unknown>> {
  const { kind, severity, about, at, items } = notification;
  const isNews = kind !== 'digest' && kind !== 'test';
  const isEnd = kind === 'resolved';
  const id = items.find(({ resourceId }) => resourceId !== null)?.resourceId ?? null;
  const level = isNews
    ? SEVERITY_WORDS[severity].serviceNow
    : SEVERITY_WORDS.informational.serviceNow;
  return {
    records: [
      {
        source: cutUnits(naming.source, MOST_NAME),
        event_class: CLASS,
        node: cutUnits(naming.node ?? nodeOf(notification, id), MOST_NAME),
        type: `claim-${about}`,
        ...(id === null ? {} : { resource: cutUnits(visibleText(resourceName(id)), MOST_NAME) }),
        message_key: incidentKey(notification.alertId),
        severity: isEnd ? '0' : level,
        description: cutUnits(summaryOf(partsOf(notification)), MOST_TEXT),
        additional_info: JSON.stringify(
          withinBytes(informationOf(notification), MOST_TEXT, mustBeTold),
        ),
        time_of_event: dateTime(at),
        resolution_state: isEnd ? 'Closing' : 'New',
      },
    ],
  };
}

/** Claim, from → to, command, the way to the alert (A18) and the severity, by the names of `detailsOf`. */
function mustBeTold(name: string): boolean {
  return /(?:Claim|From → to|Mend|Alert|severity)$/u.test(name);
}

/** Everything else, by name; original words of severity included. */
function informationOf(notification: Notification): Readonly<Record<string, string | string[]>> {
  const { severity } = notification;
  return fit(
    partsOf(notification),
    MOST_ITEMS,
    (parts) => ({
      ...detailsOf(parts),
      severity: `${severity} (${SEVERITY_WORDS[severity].azure})`,
    }),
    (details) => Buffer.byteLength(JSON.stringify(details)) <= MOST_TEXT,
  );
}

/** The outermost resource: a database's server is what an operator may find in the inventory. */
function nodeOf({ where }: Notification, id: string | null): string {
  const outermost = id === null ? undefined : parseResourceId(id)?.names[0];
  const [subscription] = where.subscriptionIds;
  return visibleText(outermost || subscription || CLASS);
}

/** `2026-01-01T00:00:00.000Z` as `2026-01-01 00:00:00`. */
function dateTime(instant: Instant): string {
  return instant.slice(0, 19).replace('T', ' ');
}
