import { createHash } from 'node:crypto';
import type { Notification } from '#domain/alert.ts';
import { annotationsOf, labelsOf, type Texts } from './alertmanager-alert.ts';
import { httpsLink } from './escape.ts';

const RECEIVER = 'azure-posture-monitor';
/** How Alertmanager writes that something has not ended. */
const NEVER = '0001-01-01T00:00:00Z';

/** As for every webhook. Source: Standard Webhooks 1.0.0, payload size. */
const MOST_BYTES = 20_000;

/**
 * A notification as the body that Alertmanager posts to webhooks, version 4, so that what understands Alertmanager understands us; at
 * most 20 000 bytes. `groupKey` is the same for an alert's whole life. Source: Prometheus Alertmanager, configuration,
 * `webhook_config`.
 */
export function renderAlertmanagerWebhook(notification: Notification): string {
  const bare = Buffer.byteLength(JSON.stringify(bodyOf(notification, {})));
  // The annotations are in it twice: as the group's and as the alert's.
  const annotations = annotationsOf(notification, Math.floor((MOST_BYTES - bare) / 2));
  return JSON.stringify(bodyOf(notification, annotations));
}

function bodyOf(notification: Notification, annotations: Texts): object {
  const { kind, at, openedAt, resolvedAt } = notification;
  const status = kind === 'resolved' ? 'resolved' : 'firing';
  const labels = labelsOf(notification);
  const groupLabels = { alert_id: labels['alert_id'] ?? '' };
  const link = httpsLink(notification.link) ?? '';
  return {
    version: '4',
    groupKey: `{}:{alert_id=${JSON.stringify(groupLabels.alert_id)}}`,
    truncatedAlerts: 0,
    status,
    receiver: RECEIVER,
    groupLabels,
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: link === '' ? '' : new URL(link).origin,
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt: openedAt,
        endsAt: status === 'resolved' ? (resolvedAt ?? at) : NEVER,
        generatorURL: link,
        fingerprint: fingerprintOf(labels),
      },
    ],
  };
}

/** 16 hex digits that stand for the labels. Alertmanager computes them otherwise; nobody can compare the two. */
function fingerprintOf(labels: Texts): string {
  const text = JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
