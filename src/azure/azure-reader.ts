import type { KeyVaultManagementClient } from '@azure/arm-keyvault';
import type { ManagementGroupsAPI } from '@azure/arm-managementgroups';
import type { MonitorClient } from '@azure/arm-monitor';
import type { RecoveryServicesClient } from '@azure/arm-recoveryservices';
import type { ResourceGraphClient } from '@azure/arm-resourcegraph';
import type { ResourceManagementClient } from '@azure/arm-resources';
import type { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import type { SqlManagementClient } from '@azure/arm-sql';
import type { StorageManagementClient } from '@azure/arm-storage';
import type { Digest, Reading } from '#domain/reading.ts';
import type { MetricQueries } from './monitor-queries.ts';

/** One recorded answer of Azure: the unaltered body is kept under its digest, `body` is that body parsed. */
export interface Answer {
  readonly url: string;
  readonly body: unknown;
  readonly digest: Digest;
  /** Milliseconds since the epoch, by our clock. */
  readonly receivedAt: number;
  /** When Azure answered by its own clock, which instants in the answer are held against; absent: by ours. */
  readonly answeredAt?: number;
}

/** What is asked, in words for problems and evidence, and what it needs. */
export interface Question {
  /** What is being read, e.g. `SQL databases of server a`. */
  readonly operation: string;
  /** The ARM action that the question needs. */
  readonly permission: string;
  readonly signal: AbortSignal;
}

/** The official SDK clients, made lazily, all on the recorded and governed pipeline. */
export interface AzureClients {
  subscriptions(): SubscriptionClient;
  managementGroups(): ManagementGroupsAPI;
  resourceGraph(): ResourceGraphClient;
  resources(subscriptionId: string): ResourceManagementClient;
  sql(subscriptionId: string): SqlManagementClient;
  storage(subscriptionId: string): StorageManagementClient;
  keyVault(subscriptionId: string): KeyVaultManagementClient;
  recoveryServices(subscriptionId: string): RecoveryServicesClient;
  monitor(subscriptionId: string): MonitorClient;
  metrics(): MetricQueries;
  /** The typed read for what no client serves: path from `/subscriptions/…` as Azure writes ids, through the same pipeline; pages for lists. */
  generic: {
    get(path: string, apiVersion: string): Promise<unknown>;
    list(
      path: string,
      apiVersion: string,
      query?: Readonly<Record<string, string>>,
    ): AsyncIterable<unknown>;
  };
}

/**
 * Asks Azure through the SDK clients and answers with what Azure really said. Never throws for what Azure or the network can be
 * expected to do: those are `unavailable` readings. Throws only for a bug.
 */
export interface AzureReader {
  /** One request, one answer. */
  one(
    question: Question,
    call: (clients: AzureClients) => Promise<unknown>,
  ): Promise<Reading<Answer>>;
  /** A paged list: every page's answer, in order, or nothing at all when one is missing. */
  pages(
    question: Question,
    call: (clients: AzureClients) => AsyncIterable<unknown>,
  ): Promise<Reading<readonly Answer[]>>;
}
