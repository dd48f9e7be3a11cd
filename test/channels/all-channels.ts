import type { AlertChannel } from '#alerting/channel.ts';
import { createAlertmanagerChannel } from '#channels/alertmanager.ts';
import { createJiraServiceManagementChannel } from '#channels/jira-service-management.ts';
import { createPagerDutyChannel } from '#channels/pagerduty.ts';
import type { PostSettings } from '#channels/post.ts';
import { createServiceNowChannel } from '#channels/servicenow.ts';
import { createSlackChannel } from '#channels/slack.ts';
import { createTeamsChannel } from '#channels/teams.ts';
import { createWebhookChannel } from '#channels/webhook.ts';
import { Secret } from '#domain/secret.ts';

/** In every secret that the channels below hold; it may be in no result. */
export const CANARY = 'canary5ecret';

/** Their time, for Retry-After dates. */
export const NOW_MS = Date.UTC(2026, 0, 1);

/** A channel that posts to an HTTPS receiver, and how that receiver says yes. */
export interface HttpChannel {
  readonly name: string;
  create(origin: string, post: PostSettings): AlertChannel;
  readonly good: { readonly status: number; readonly body: string };
  readonly outcome: 'delivered' | 'accepted_unconfirmed';
  /** What it is kept under, where the answer above names something. */
  readonly responseId?: string;
  /** Statuses that mean yes whatever the body is. */
  readonly accepts: (status: number) => boolean;
  /** Whether a yes whose body breaks off is one. */
  readonly needsBody?: true;
}

const clock = { now: () => NOW_MS };
const key = (name: string) => new Secret(`${CANARY}${name}`.padEnd(32, '0'));
const any = (status: number) => status >= 200 && status < 300;

/** Every channel that speaks HTTP; each new one belongs here and is driven through every status and fault by that. */
export const HTTP_CHANNELS: readonly HttpChannel[] = [
  {
    name: 'pagerduty',
    create: (url, post) =>
      createPagerDutyChannel(
        {
          ...post,
          name: 'p',
          pages: true,
          url,
          routingKeys: [key('A'), key('B')],
          changeEvents: false,
        },
        clock,
      ),
    good: { status: 202, body: '{"status":"success","message":"ok","dedup_key":"pm1:al_1"}' },
    outcome: 'delivered',
    responseId: 'pm1:al_1',
    accepts: (status) => status === 202,
  },
  {
    name: 'jira-service-management',
    create: (url, post) =>
      createJiraServiceManagementChannel(
        {
          ...post,
          name: 'j',
          pages: true,
          url,
          apiKeys: [key('J')],
          responders: [],
        },
        clock,
      ),
    good: { status: 202, body: '{"result":"Request will be processed","requestId":"r-1"}' },
    outcome: 'delivered',
    responseId: 'r-1',
    accepts: (status) => status === 202,
  },
  {
    name: 'servicenow',
    create: (url, post) =>
      createServiceNowChannel(
        {
          ...post,
          name: 's',
          pages: true,
          url,
          user: 'u',
          password: key('S'),
          naming: { source: 'posture', node: null },
        },
        clock,
      ),
    good: { status: 200, body: '{"result":{"Default Bulk Endpoint":"1 events were inserted"}}' },
    outcome: 'delivered',
    accepts: (status) => status === 200 || status === 201,
  },
  {
    name: 'alertmanager',
    create: (url, post) =>
      createAlertmanagerChannel(
        {
          ...post,
          name: 'a',
          pages: true,
          url,
          authorization: { kind: 'bearer', token: key('M') },
          resendEveryMs: 60_000,
        },
        clock,
      ),
    good: { status: 200, body: '' },
    outcome: 'delivered',
    accepts: (status) => status === 200,
  },
  {
    name: 'slack',
    create: (url, post) => {
      const address = new Secret(`${url}/services/${CANARY}`);
      return createSlackChannel(
        { ...post, name: 'l', url: address, previousUrls: [], pages: false },
        clock,
      );
    },
    good: { status: 200, body: 'ok' },
    outcome: 'delivered',
    accepts: () => false,
    needsBody: true,
  },
  {
    name: 'teams',
    create: (url, post) => {
      const address = new Secret(`${url}/workflows/${CANARY}?sig=${CANARY}`);
      return createTeamsChannel(
        { ...post, name: 't', url: address, previousUrls: [], pages: false },
        clock,
      );
    },
    good: { status: 202, body: '' },
    outcome: 'accepted_unconfirmed',
    accepts: any,
  },
  {
    name: 'webhook',
    create: (url, post) => {
      const address = new Secret(`${url}/hooks/${CANARY}`);
      return createWebhookChannel(
        { ...post, name: 'w', url: address, keys: [key('W')], pages: false },
        clock,
      );
    },
    good: { status: 200, body: '' },
    outcome: 'delivered',
    accepts: any,
  },
];
