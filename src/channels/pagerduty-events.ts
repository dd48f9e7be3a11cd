import type { Notification } from '#domain/alert.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import { visibleText } from '#domain/visible-text.ts';
import { changeOf, detailsOf, summaryOf } from './details.ts';
import { cutText } from './escape.ts';
import { fit } from './fit.ts';
import { incidentKey } from './incident-key.ts';
import { SEVERITY_WORDS } from './severity.ts';
import { type MessageParts, partsOf } from './words.ts';

/** Source: PagerDuty, Events API v2: 512 KB for the whole request, 1 024 characters of summary. */
const MOST_BYTES = 512_000;
const MOST_SUMMARY = 1_024;
const MOST_ITEMS = 20;
const CLIENT = 'azure-posture-monitor';

/**
 * A notification as an event of PagerDuty Events v2, without the key it is sent with: a beginning, news and a reminder trigger the
 * same incident, an acknowledgement and an end act on it. A digest and a test are information, whatever they are about.
 */
export function pagerDutyEvent(notification: Notification): Readonly<Record<string, unknown>> {
  const dedup_key = incidentKey(notification.alertId);
  switch (notification.kind) {
    case 'acknowledged':
      return { event_action: 'acknowledge', dedup_key };
    case 'resolved':
      return pagerDutyEnd(notification);
    case 'firing':
    case 'updated':
    case 'reminder':
    case 'digest':
    case 'test':
      return { event_action: 'trigger', dedup_key, ...triggerOf(notification) };
  }
}

/** Closes the incident that belongs to a notification. */
export function pagerDutyEnd({ alertId }: Notification): Readonly<Record<string, unknown>> {
  return { event_action: 'resolve', dedup_key: incidentKey(alertId) };
}

/** That somebody changed something, for the timeline beside the incident; undefined while nobody is known (A3). */
export function pagerDutyChange(
  notification: Notification,
): Readonly<Record<string, unknown>> | undefined {
  const { kind, who } = notification;
  if (who === null || (kind !== 'firing' && kind !== 'updated')) return undefined;
  return fitted(notification, (parts) => ({
    payload: {
      summary: cutText(changeOf(parts) ?? parts.headline, MOST_SUMMARY),
      source: sourceOf(notification),
      timestamp: notification.changedAt ?? who.at,
      custom_details: detailsOf(parts),
    },
    ...linksOf(parts),
  }));
}

function triggerOf(notification: Notification): Readonly<Record<string, unknown>> {
  const { kind, severity } = notification;
  const isNews = kind !== 'digest' && kind !== 'test';
  return fitted(notification, (parts) => ({
    client: CLIENT,
    ...(parts.link === null ? {} : { client_url: parts.link }),
    ...linksOf(parts),
    payload: {
      summary: cutText(summaryOf(parts), MOST_SUMMARY),
      source: sourceOf(notification),
      severity: isNews ? SEVERITY_WORDS[severity].pagerDuty : 'info',
      timestamp: notification.at,
      ...placeOf(notification),
      class: `claim-${notification.about}`,
      custom_details: {
        ...detailsOf(parts),
        severity: `${severity} (${SEVERITY_WORDS[severity].azure})`,
        resources: notification.counts.resources,
      },
    },
  }));
}

function fitted(
  notification: Notification,
  render: (parts: MessageParts) => Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return fit(
    partsOf(notification),
    MOST_ITEMS,
    render,
    // The key that is put in later is 32 characters.
    (event) => Buffer.byteLength(JSON.stringify(event)) <= MOST_BYTES - 1_000,
  );
}

/** What PagerDuty calls the affected system: a resource where there is one, else the subscription, else the monitor itself. */
function sourceOf({ items, where }: Notification): string {
  const resource = items.find(({ resourceId }) => resourceId !== null)?.resourceId;
  const [subscription] = where.subscriptionIds;
  const place = subscription === undefined ? CLIENT : `azure/${subscription}`;
  // An empty name would be refused.
  return cutText(visibleText(resource || place), MOST_SUMMARY);
}

function placeOf({ items, where }: Notification): Readonly<Record<string, string>> {
  const id = items.find(({ resourceId }) => resourceId !== null)?.resourceId;
  const type = id === undefined || id === null ? undefined : parseResourceId(id)?.type;
  const [group] = where.resourceGroups;
  return {
    ...(type === undefined ? {} : { component: cutText(visibleText(type), MOST_SUMMARY) }),
    ...(group === undefined ? {} : { group: cutText(visibleText(group), MOST_SUMMARY) }),
  };
}

/** Both addresses come from the configuration; nothing from Azure becomes a link (A17). */
function linksOf({ link, runbook }: MessageParts): Readonly<Record<string, unknown>> {
  const links = [
    ...(link === null ? [] : [{ href: link, text: 'Alert, evidence and silence' }]),
    ...(runbook === null ? [] : [{ href: runbook, text: 'Runbook' }]),
  ];
  return links.length === 0 ? {} : { links };
}
