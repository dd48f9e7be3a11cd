import type { Notification } from '#domain/alert.ts';
import { resourceName } from '#domain/resource-id.ts';
import { visibleText } from '#domain/visible-text.ts';
import { summaryOf } from './details.ts';
import { cutUnits } from './escape.ts';
import { fit } from './fit.ts';
import { incidentKey } from './incident-key.ts';
import { SEVERITY_WORDS } from './severity.ts';
import { type MessageParts, partsOf } from './words.ts';
import { linesOf } from './words-text.ts';

/** Limits of an alert's fields. Source: Jira Service Management operations, "Integration events"; Opsgenie alert API. */
const MOST_MESSAGE = 130;
const MOST_DESCRIPTION = 15_000;
const MOST_TAG = 50;
const MOST_ENTITY = 512;
const MOST_ITEMS = 20;
const SOURCE = 'azure-posture-monitor';

/** Who Jira tells of a new alert. */
export interface Responder {
  readonly type: 'team' | 'user' | 'escalation' | 'schedule';
  readonly id: string;
}

/** What is asked of Jira Service Management, and below which path of the alerts' address. */
export interface JiraAlertRequest {
  /** Empty: the address itself. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * A notification as a call of the integration events API. A beginning and a reminder create: while the alert of the same alias is open
 * Jira only counts it, and one that was closed by hand opens anew. News becomes a note, since what creates does not change an open
 * alert's text. Ends and acknowledgements act on the alias. Source: Atlassian, "Integration events" (create, close, acknowledge,
 * add note; `identifierType=alias`).
 */
export function jiraAlertRequest(
  notification: Notification,
  responders: readonly Responder[],
): JiraAlertRequest {
  switch (notification.kind) {
    case 'firing':
    case 'reminder':
    case 'digest':
    case 'test':
      return {
        path: '',
        body: {
          ...creation(notification),
          ...(responders.length === 0 ? {} : { responders }),
        },
      };
    case 'updated':
      return act(notification, 'notes');
    case 'acknowledged':
      return act(notification, 'acknowledge');
    case 'resolved':
      return act(notification, 'close');
  }
}

function act(notification: Notification, action: string): JiraAlertRequest {
  const alias = encodeURIComponent(incidentKey(notification.alertId));
  return {
    path: `/${alias}/${action}?identifierType=alias`,
    body: { note: textOf(notification), source: SOURCE },
  };
}

function creation(notification: Notification): Readonly<Record<string, unknown>> {
  const { kind, severity, items } = notification;
  const isNews = kind !== 'digest' && kind !== 'test';
  const resource = items.find(({ resourceId }) => resourceId !== null)?.resourceId ?? null;
  return {
    message: cutUnits(summaryOf(partsOf(notification)), MOST_MESSAGE),
    alias: incidentKey(notification.alertId),
    description: textOf(notification),
    priority: isNews ? SEVERITY_WORDS[severity].jira : SEVERITY_WORDS.informational.jira,
    tags: tagsOf(notification),
    details: {
      alert: visibleText(notification.alertId),
      message: visibleText(notification.id),
      severity: `${severity} (${SEVERITY_WORDS[severity].azure})`,
      resources: String(notification.counts.resources),
    },
    ...(resource === null
      ? {}
      : { entity: cutUnits(visibleText(resourceName(resource)), MOST_ENTITY) }),
    source: SOURCE,
  };
}

function textOf(notification: Notification): string {
  return fit(
    partsOf(notification),
    MOST_ITEMS,
    (parts: MessageParts) => linesOf(parts).join('\n'),
    (text) => text.length <= MOST_DESCRIPTION,
  );
}

/** To filter by: what it is about, its severity, its claims; 20 tags at most. */
function tagsOf({ about, severity, claims }: Notification): readonly string[] {
  const tags = ['posture', about, severity, ...claims.map(({ claim }) => visibleText(claim))];
  return [...new Set(tags.map((tag) => cutUnits(tag, MOST_TAG)))].slice(0, 20);
}
