import { KeyVaultManagementClient } from '@azure/arm-keyvault';
import { ManagementGroupsAPI } from '@azure/arm-managementgroups';
import { MonitorClient } from '@azure/arm-monitor';
import { RecoveryServicesClient } from '@azure/arm-recoveryservices';
import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { ResourceManagementClient } from '@azure/arm-resources';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { SqlManagementClient } from '@azure/arm-sql';
import { StorageManagementClient } from '@azure/arm-storage';
import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient, Pipeline } from '@azure/core-rest-pipeline';
import type { AzureClients } from './azure-reader.ts';
import { createMetricQueries, type MetricQueries } from './monitor-queries.ts';

/** The official clients, each made once (per subscription) when it is first wanted, and put under our policies by `govern`. */
export function createClients(options: {
  readonly credential: TokenCredential;
  readonly endpoint: string;
  readonly audience: string;
  readonly transport: HttpClient;
  readonly govern: (pipeline: Pipeline) => void;
  readonly generic: AzureClients['generic'];
}): AzureClients {
  const { credential, endpoint, audience } = options;
  const scope = `${audience}/.default`;
  const settings = {
    endpoint,
    // Classic clients read the one spelling, modular ones the other.
    credentialScopes: scope,
    credentials: { scopes: [scope] },
    httpClient: options.transport,
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'azure-posture-monitor' },
  };

  const governed = <C extends { readonly pipeline: Pipeline }>(client: C): C => {
    options.govern(client.pipeline);
    return client;
  };
  const once = <C extends { readonly pipeline: Pipeline }>(create: () => C): (() => C) => {
    let client: C | undefined;
    return () => (client ??= governed(create()));
  };
  const perSubscription = <C extends { readonly pipeline: Pipeline }>(
    create: (subscriptionId: string) => C,
  ): ((subscriptionId: string) => C) => {
    const clients = new Map<string, C>();
    return (subscriptionId) => {
      const client = clients.get(subscriptionId) ?? governed(create(subscriptionId));
      clients.set(subscriptionId, client);
      return client;
    };
  };

  let metrics: MetricQueries | undefined;

  return {
    subscriptions: once(() => new SubscriptionClient(credential, settings)),
    managementGroups: once(() => new ManagementGroupsAPI(credential, settings)),
    resourceGraph: once(() => new ResourceGraphClient(credential, settings)),
    resources: perSubscription((id) => new ResourceManagementClient(credential, id, settings)),
    sql: perSubscription((id) => new SqlManagementClient(credential, id, settings)),
    storage: perSubscription((id) => new StorageManagementClient(credential, id, settings)),
    keyVault: perSubscription((id) => new KeyVaultManagementClient(credential, id, settings)),
    recoveryServices: perSubscription((id) => new RecoveryServicesClient(credential, id, settings)),
    monitor: perSubscription((id) => new MonitorClient(credential, id, settings)),
    metrics: () => (metrics ??= createMetricQueries(options)),
    generic: options.generic,
  };
}
