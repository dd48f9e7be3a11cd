import { z } from 'zod';
import { Address, Name, network, previousKeys, previousUrls } from './alert-channel-fields.ts';
import { AlertUrl, SecretReference, Timespan, Words } from './field.ts';

const LogChannel = z
  .strictObject({
    type: z.literal('log').meta({ description: 'Alerts go to the log, on standard error.' }),
  })
  .meta({ description: 'Writes each alert to the log.' });

const WebhookChannel = z
  .strictObject({
    type: z.literal('webhook').meta({ description: 'Alerts go to an https address.' }),
    name: Name,
    url: Address,
    secret: SecretReference.meta({
      description: 'Key with which messages are signed (Standard Webhooks).',
    }).exactOptional(),
    previousSecrets: z.array(SecretReference).default([]).meta({
      description: 'Keys of before, with which messages are signed besides during a rotation.',
    }),
    format: z.enum(['cloudevents', 'alertmanager']).default('cloudevents').meta({
      description: 'CloudEvents 1.0, or the body of an Alertmanager webhook (version 4).',
    }),
    ...network(false),
  })
  .meta({ description: 'Posts each alert to an https address.' });

const PagerDutyChannel = z
  .strictObject({
    type: z.literal('pagerduty').meta({ description: 'PagerDuty, Events API v2.' }),
    name: Name,
    routingKey: SecretReference.meta({ description: 'Integration key of the service.' }),
    previousKeys,
    url: AlertUrl.default('https://events.pagerduty.com').meta({
      description: 'Where events are accepted; the region of your account.',
    }),
    changeEvents: z.boolean().default(true).meta({
      description: 'A change event besides, once it is known who changed what.',
    }),
    ...network(true),
  })
  .meta({ description: 'Opens, updates and closes incidents.' });

const JiraServiceManagementChannel = z
  .strictObject({
    type: z
      .literal('jira-service-management')
      .meta({ description: 'Jira Service Management, alerts of operations.' }),
    name: Name,
    apiKey: SecretReference.meta({ description: 'Key of the API integration.' }),
    previousKeys,
    url: AlertUrl.default('https://api.atlassian.com').meta({
      description: 'Where alerts are accepted.',
    }),
    responders: z
      .array(
        z.strictObject({
          type: z.enum(['team', 'user', 'escalation', 'schedule']),
          id: Words.meta({ description: 'Its id.' }),
        }),
      )
      .default([])
      .meta({ description: 'Who is told; none: as the integration says.' }),
    ...network(true),
  })
  .meta({ description: 'Creates, acknowledges and closes alerts.' });

const SlackChannel = z
  .strictObject({
    type: z.literal('slack').meta({ description: 'Slack, incoming webhook.' }),
    name: Name,
    url: Address,
    previousUrls,
    ...network(false),
  })
  .meta({ description: 'Posts to a channel of Slack.' });

const TeamsChannel = z
  .strictObject({
    type: z.literal('teams').meta({ description: 'Microsoft Teams, webhook of a workflow.' }),
    name: Name,
    url: Address,
    previousUrls,
    ...network(false),
  })
  .meta({ description: 'Posts an Adaptive Card to a channel of Teams.' });

const EmailChannel = z
  .strictObject({
    type: z.literal('email').meta({ description: 'E-mail by SMTP.' }),
    name: Name,
    host: Words.meta({ description: 'The mail server.' }),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .meta({ description: 'Its port: usually 587, or 465 for implicit.' }),
    tls: z.enum(['implicit', 'starttls']).default('starttls').meta({
      description: 'Encrypted from the start, or before anything is said; never in plain text.',
    }),
    user: Words.meta({ description: 'User name, together with password.' }).exactOptional(),
    password: SecretReference.meta({ description: 'Password of the user.' }).exactOptional(),
    from: Words.meta({ description: 'The sender.' }),
    to: z.array(Words).min(1).meta({ description: 'The recipients.' }),
    ...network(false),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    error: 'user and password together, or neither',
    when: () => true,
  })
  .meta({ description: 'Sends mail.' });

const AlertmanagerChannel = z
  .strictObject({
    type: z.literal('alertmanager').meta({ description: 'Prometheus Alertmanager, API v2.' }),
    name: Name,
    url: Address,
    user: Words.meta({ description: 'User name, together with password.' }).exactOptional(),
    password: SecretReference.meta({ description: 'Password of the user.' }).exactOptional(),
    bearer: SecretReference.meta({ description: 'Token; instead of user.' }).exactOptional(),
    resendEvery: Timespan.default('PT1M').meta({
      description: 'How often a firing alert is sent again; Alertmanager forgets what is not.',
    }),
    ...network(false),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    error: 'user and password together, or neither',
    when: () => true,
  })
  .refine(({ user, bearer }) => user === undefined || bearer === undefined, {
    error: 'either user or bearer, not both',
    when: () => true,
  })
  .meta({ description: 'Hands alerts to an Alertmanager, which tells whom it likes.' });

const ServiceNowChannel = z
  .strictObject({
    type: z.literal('servicenow').meta({ description: 'ServiceNow, events.' }),
    name: Name,
    url: Address,
    user: Words.meta({ description: 'User name.' }),
    password: SecretReference.meta({ description: 'Password of the user.' }),
    source: Words.default('azure-posture-monitor').meta({
      description: 'Who says so, as the rules of ServiceNow know it.',
    }),
    node: Words.meta({
      description: 'The node that every event is bound to; absent: the resource.',
    }).exactOptional(),
    ...network(false),
  })
  .meta({ description: 'Reports events, from which ServiceNow makes alerts.' });

/** One way out for alerts. */
export const AlertChannelSetting = z.discriminatedUnion('type', [
  LogChannel,
  WebhookChannel,
  PagerDutyChannel,
  JiraServiceManagementChannel,
  SlackChannel,
  TeamsChannel,
  EmailChannel,
  AlertmanagerChannel,
  ServiceNowChannel,
]);
export type AlertChannelSetting = Readonly<z.infer<typeof AlertChannelSetting>>;

/** The name by which routes, messages and people know a channel; there is one log. */
export function channelName(setting: AlertChannelSetting): string {
  return setting.type === 'log' ? 'log' : setting.name;
}
