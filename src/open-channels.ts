import type { Logger } from 'pino';
import type { AlertChannel } from '#alerting/channel.ts';
import { createAlertmanagerChannel } from '#channels/alertmanager.ts';
import { createEmailChannel } from '#channels/email.ts';
import { createJiraServiceManagementChannel } from '#channels/jira-service-management.ts';
import { createLogChannel } from '#channels/log.ts';
import { createPagerDutyChannel } from '#channels/pagerduty.ts';
import { createServiceNowChannel } from '#channels/servicenow.ts';
import { createSlackChannel } from '#channels/slack.ts';
import { createTeamsChannel } from '#channels/teams.ts';
import { createWebhookChannel } from '#channels/webhook.ts';
import type { Configuration } from '#config/configuration.ts';
import { resolveSecret } from '#config/resolve-secret.ts';
import type { Clock } from '#domain/clock.ts';
import { Secret } from '#domain/secret.ts';
import { timespanMs } from '#domain/timespan.ts';
import type { ProxyRules } from '#network/proxy.ts';

type Setting = Configuration['alerts']['channels'][number];
type Reference = Parameters<typeof resolveSecret>[0];

/** What a channel is opened with besides its settings. */
export interface ChannelTools {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly proxies: ProxyRules;
}

/**
 * Opens one configured channel with its secrets. Throws a ConfigurationError for a secret that is not there and for an address that
 * nothing may be sent to; neither is named.
 */
export function openChannel(setting: Setting, tools: ChannelTools): AlertChannel {
  if (setting.type === 'log') return createLogChannel(tools.log);
  // Whether a channel wakes somebody is the operator's word; its type only knows what is usual.
  return { ...remoteChannel(setting, tools), pages: setting.pages };
}

function remoteChannel(
  setting: Exclude<Setting, { type: 'log' }>,
  { environment, clock, proxies }: ChannelTools,
): AlertChannel {
  const secret = (reference: Reference) => resolveSecret(reference, environment);
  const secrets = (references: readonly Reference[]) => references.map(secret);
  const address = (url: string | Reference) =>
    typeof url === 'string' ? new Secret(url) : secret(url);
  const { name, pages, caFile = null } = setting;
  const common = { name, pages, caFile, proxies };
  switch (setting.type) {
    case 'webhook': {
      const { url, privateNetwork, previousSecrets, format } = setting;
      const keys = setting.secret === undefined ? [] : [setting.secret, ...previousSecrets];
      return createWebhookChannel(
        { ...common, privateNetwork, url: address(url), keys: secrets(keys), format },
        clock,
      );
    }
    case 'pagerduty': {
      const { url, privateNetwork, changeEvents, routingKey, previousKeys } = setting;
      const routingKeys = secrets([routingKey, ...previousKeys]);
      return createPagerDutyChannel(
        { ...common, privateNetwork, url, changeEvents, routingKeys },
        clock,
      );
    }
    case 'jira-service-management': {
      const { url, privateNetwork, apiKey, previousKeys, responders } = setting;
      const apiKeys = secrets([apiKey, ...previousKeys]);
      return createJiraServiceManagementChannel(
        { ...common, privateNetwork, url, apiKeys, responders },
        clock,
      );
    }
    case 'slack':
    case 'teams': {
      const { url, privateNetwork } = setting;
      const previousUrls = setting.previousUrls.map(address);
      const settings = { ...common, privateNetwork, url: address(url), previousUrls };
      return setting.type === 'slack'
        ? createSlackChannel(settings, clock)
        : createTeamsChannel(settings, clock);
    }
    case 'email': {
      const { host, port, tls, privateNetwork, user = null, password, from, to } = setting;
      const login = { user, password: password === undefined ? null : secret(password) };
      return createEmailChannel(
        { ...common, ...login, host, port, tls, privateNetwork, from, to },
        clock,
      );
    }
    case 'alertmanager': {
      const { url, privateNetwork, user, password, bearer } = setting;
      // The schema has let nothing else through.
      const resendEveryMs = timespanMs(setting.resendEvery) ?? 60_000;
      const basic =
        user === undefined || password === undefined
          ? null
          : ({ kind: 'basic', user, password: secret(password) } as const);
      const authorization =
        bearer === undefined ? basic : ({ kind: 'bearer', token: secret(bearer) } as const);
      return createAlertmanagerChannel(
        { ...common, privateNetwork, url: address(url).reveal(), authorization, resendEveryMs },
        clock,
      );
    }
    case 'servicenow': {
      const { url, privateNetwork, user, password, source, node = null } = setting;
      return createServiceNowChannel(
        {
          ...common,
          privateNetwork,
          url: address(url).reveal(),
          user,
          password: secret(password),
          naming: { source, node },
        },
        clock,
      );
    }
  }
}
