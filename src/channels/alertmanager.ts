import type { AlertChannel, Delivery } from '#alerting/channel.ts';
import type { Notification } from '#domain/alert.ts';
import type { Clock } from '#domain/clock.ts';
import { toInstant, toMilliseconds } from '#domain/instant.ts';
import type { Secret } from '#domain/secret.ts';
import { annotationsOf, labelsOf, type Texts } from './alertmanager-alert.ts';
import { type Accepted, unexpectedStatus } from './answer.ts';
import { checkedAddress } from './checked-address.ts';
import { destinationVersion } from './destination.ts';
import { httpsLink } from './escape.ts';
import { createPost, type PostSettings } from './post.ts';

/** How many turns may be missed, or a restart take, before it is an end (A24). */
const TURNS = 4;
/** Five messages a second (A20). */
const MIN_INTERVAL_MS = 200;
/** Nobody limits annotations; this much is read in mails and chats. */
const MOST_BYTES = 30_000;
/** How many alerts go in one message, and how many ended ones are remembered. */
const PER_MESSAGE = 50;
const REMEMBERED = 1_000;

/** An Alertmanager with its credentials at hand. */
export interface AlertmanagerSettings extends PostSettings {
  readonly name: string;
  /** It wakes somebody: routes of Alertmanager decide, so whoever configures it has to say. */
  readonly pages: boolean;
  /** Its external address, e.g. `https://alerts.example.com/alertmanager`. */
  readonly url: string;
  /** How it, or the proxy before it, knows us; null: it asks nobody. */
  readonly authorization:
    | { readonly kind: 'bearer'; readonly token: Secret }
    | { readonly kind: 'basic'; readonly user: string; readonly password: Secret }
    | null;
  /** How often what stands is told again. Source: Prometheus, "Sending alerts": 30 s to 3 min. */
  readonly resendEveryMs: number;
}

/**
 * Posts to the v2 API. Alertmanager takes what it is not told again for over: `keepAlive` tells it, and an alert lasts four turns
 * from each telling. The labels that an alert began with are kept in memory; after a restart they come from the newest notification,
 * and should they differ, Alertmanager ends the alert with the old ones by itself within four turns: the simplest thing that loses
 * nothing. The version is the address alone: another credential opens the same Alertmanager. Throws a ConfigurationError for an
 * address that is not https.
 */
export function createAlertmanagerChannel(
  settings: AlertmanagerSettings,
  clock: Pick<Clock, 'now'>,
): AlertChannel {
  const { name, resendEveryMs } = settings;
  const base = checkedAddress(name, settings.url);
  const version = destinationVersion(base);
  const post = createPost(settings);
  const labels = new Map<string, Texts>();
  const ended = new Set<string>();

  const rendered = (notification: Notification): object => {
    const { alertId } = notification;
    const own = labels.get(alertId) ?? labelsOf(notification);
    if (isLasting(notification)) labels.set(alertId, own);
    return postable(notification, own, clock.now(), TURNS * resendEveryMs);
  };
  const send = async (notifications: readonly Notification[], signal: AbortSignal) =>
    await post(
      {
        address: `${base}/api/v2/alerts`,
        headers: { ...authorizationOf(settings), 'content-type': 'application/json' },
        body: JSON.stringify(notifications.map(rendered)),
        nowMs: clock.now(),
        judge: (accepted: Accepted) =>
          accepted.status === 200 ? accepted : unexpectedStatus(accepted),
      },
      signal,
    );

  return {
    type: 'alertmanager',
    name,
    pages: settings.pages,
    minIntervalMs: MIN_INTERVAL_MS,
    destinationVersion: version,
    destinationVersions: [version],
    async deliver({ notification }, signal) {
      // Before it is sent: what is told again meanwhile must not call it open.
      if (notification.kind === 'resolved') remember(ended, notification.alertId);
      const delivery = await send([notification], signal);
      if (notification.kind === 'resolved' && delivery.outcome !== 'failed')
        labels.delete(notification.alertId);
      return delivery;
    },
    keepAlive: {
      everyMs: resendEveryMs,
      async tell(open, signal) {
        let worst: Delivery = { outcome: 'delivered' };
        forget(labels, open);
        const lasting = open.filter((one) => isLasting(one) && !ended.has(one.alertId));
        for (let from = 0; from < lasting.length; from += PER_MESSAGE) {
          const delivery = await send(lasting.slice(from, from + PER_MESSAGE), signal);
          if (delivery.outcome === 'failed') worst = delivery;
        }
        return worst;
      },
    },
  };
}

/** What ended without our being told of it is not kept for ever. */
function forget(labels: Map<string, Texts>, open: readonly Notification[]): void {
  if (labels.size <= REMEMBERED) return;
  const standing = new Set(open.map(({ alertId }) => alertId));
  for (const id of labels.keys()) if (!standing.has(id)) labels.delete(id);
}

/** A digest and a test are over by themselves. */
function isLasting({ kind }: Notification): boolean {
  return kind !== 'resolved' && kind !== 'digest' && kind !== 'test';
}

function postable(
  notification: Notification,
  labels: Texts,
  nowMs: number,
  lastsMs: number,
): object {
  const { kind, openedAt, link } = notification;
  // Alertmanager refuses what ends before it begins, as a clock that was set back would have it.
  const begun = Math.min(toMilliseconds(openedAt) ?? nowMs, nowMs);
  const generatorURL = httpsLink(link);
  return {
    labels,
    annotations: annotationsOf(notification, MOST_BYTES),
    startsAt: toInstant(begun),
    endsAt: toInstant(kind === 'resolved' ? nowMs : nowMs + lastsMs),
    ...(generatorURL === null ? {} : { generatorURL }),
  };
}

function authorizationOf({
  authorization,
}: AlertmanagerSettings): Readonly<Record<string, string>> {
  if (authorization === null) return {};
  if (authorization.kind === 'bearer')
    return { authorization: `Bearer ${authorization.token.reveal()}` };
  const pair = `${authorization.user}:${authorization.password.reveal()}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  const [oldest] = ids;
  if (ids.size > REMEMBERED && oldest !== undefined) ids.delete(oldest);
}
