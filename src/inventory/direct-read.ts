import { z } from 'zod';
import type { AzureReader } from '#azure/azure-reader.ts';
import { type Digest, type Reading, type Unavailable, unavailable } from '#domain/reading.ts';
import { isSameResource, parseResourceId, type ResourceId } from '#domain/resource-id.ts';
import { type ListedResource, parseInventoryRow } from './inventory-row.ts';

/** Reads single resources past every list: to see with certainty that one is there, or gone. */
export interface DirectRead {
  read(id: ResourceId, signal: AbortSignal): Promise<Reading<ListedResource>>;
}

/** Versions of the types that we know, in lower case; others are looked up at their provider. Source: arm-types. */
const VERSIONS: ReadonlyMap<string, string> = new Map([
  // What vaults keep backups of.
  ['microsoft.compute/virtualmachines', '2025-04-01'],
  ['microsoft.keyvault/vaults', '2026-02-01'],
  ['microsoft.keyvault/vaults/keys', '2026-02-01'],
  ['microsoft.keyvault/vaults/secrets', '2026-02-01'],
  // Where records go.
  ['microsoft.operationalinsights/workspaces', '2026-03-01'],
  ['microsoft.recoveryservices/vaults', '2024-04-01'],
  ['microsoft.resources/subscriptions/resourcegroups', '2025-04-01'],
  ['microsoft.sql/managedinstances', '2025-01-01'],
  ['microsoft.sql/managedinstances/databases', '2025-01-01'],
  ['microsoft.sql/servers', '2025-01-01'],
  ['microsoft.sql/servers/databases', '2025-01-01'],
  ['microsoft.sql/servers/elasticpools', '2025-01-01'],
  ['microsoft.storage/storageaccounts', '2025-08-01'],
]);

/** Source: Providers - Get, 2025-04-01. */
const Provider = z.object({
  resourceTypes: z.array(
    z.object({ resourceType: z.string(), apiVersions: z.array(z.string()).nullish() }),
  ),
});

/** The version to ask for, with the answer that names it where it was looked up: without that nobody could ask again. */
interface Version {
  readonly status: 'collected';
  readonly value: string;
  readonly evidence: readonly Digest[];
}

export function createDirectRead(azure: AzureReader): DirectRead {
  const asking = new Map<string, Promise<Version | Unavailable>>();

  // Many resources of a type are asked for at the same time.
  const versionOf = async (id: ResourceId, signal: AbortSignal): Promise<Version | Unavailable> => {
    const type = parseResourceId(id)?.type ?? '';
    const known = asking.get(type) ?? lookUp(id, signal);
    asking.set(type, known);
    const version = await known;
    if (version.status === 'unavailable') asking.delete(type);
    return version;
  };
  const lookUp = async (id: ResourceId, signal: AbortSignal): Promise<Version | Unavailable> => {
    const parts = parseResourceId(id);
    if (parts === undefined)
      return unavailable('Unsupported', `${id} is no id of a resource in a subscription`);
    const known = VERSIONS.get(parts.type);
    if (known !== undefined) return { status: 'collected', value: known, evidence: [] };
    const [namespace = '', ...rest] = parts.type.split('/');
    const operation = `api versions of ${parts.type}`;
    const permission = 'Microsoft.Resources/subscriptions/providers/read';
    const reading = await azure.one({ operation, permission, signal }, (clients) =>
      clients.resources(parts.subscriptionId).providers.get(namespace),
    );
    if (reading.status === 'unavailable') return neverNotFound(reading);
    const version = newestVersion(reading.value.body, rest.join('/'));
    if (version === undefined) {
      return unavailable('MalformedAnswer', `${operation}: none is listed`, {
        evidence: reading.evidence,
      });
    }
    return { status: 'collected', value: version, evidence: reading.evidence };
  };

  return {
    async read(id, signal) {
      const version = await versionOf(id, signal);
      if (version.status === 'unavailable') return version;
      const type = parseResourceId(id)?.type ?? '';
      const question = { operation: `resource ${id}`, permission: `${type}/read`, signal };
      const reading = await azure.one(question, (clients) =>
        clients.generic.get(id, version.value),
      );
      const evidence = [...version.evidence, ...reading.evidence];
      if (reading.status === 'unavailable') return { ...reading, evidence };
      const { body, digest, receivedAt } = reading.value;
      const value = parseInventoryRow(body, digest, receivedAt);
      return value === undefined || !isSameResource(value.resource.id, id)
        ? unavailable('MalformedAnswer', `resource ${id}: the answer is another thing`, {
            evidence,
          })
        : { ...reading, evidence, value };
    },
  };
}

/** That a provider is not there says nothing about the resource. */
function neverNotFound(reading: Unavailable): Unavailable {
  return reading.code === 'NotFound' ? { ...reading, code: 'Incomplete' } : reading;
}

function newestVersion(body: unknown, type: string): string | undefined {
  const provider = Provider.safeParse(body);
  if (!provider.success) return undefined;
  const entry = provider.data.resourceTypes.find(
    ({ resourceType }) => resourceType.toLowerCase() === type,
  );
  const versions = (entry?.apiVersions ?? []).toSorted().reverse();
  return versions.find((version) => !version.endsWith('-preview')) ?? versions[0];
}
