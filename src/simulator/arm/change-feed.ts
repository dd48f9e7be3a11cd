import { randomUUID } from 'node:crypto';
import type { Resource } from '../estate/resource.ts';
import { type Json, leavesOf } from '../json.ts';

/** A change of something in Azure. */
export interface Change {
  readonly at: Date;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly kind: 'Create' | 'Update' | 'Delete';
  /** The action, such as `Microsoft.Sql/servers/write`. */
  readonly operation: string;
  readonly caller: string;
  readonly callerType: 'User' | 'Application';
  readonly client: string;
  readonly correlationId: string;
  /** The rows of Resource Graph before and after; both undefined for what is not in it. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly inGraph: boolean;
}

/** What happened, oldest first. Readers see it only after the lag. */
export class ChangeFeed {
  readonly #changes: Change[] = [];
  readonly #deleted: { readonly resource: Resource; readonly at: Date }[] = [];
  readonly #lagMs: number;

  constructor(lagSeconds: number) {
    this.#lagMs = lagSeconds * 1000;
  }

  /** Adds what has just happened. */
  record(change: Change): void {
    this.#changes.push(change);
  }

  /** Remembers a database that is gone: its long-term backups stay. */
  keepDeleted(resource: Resource, at: Date): void {
    this.#deleted.push({ resource, at });
  }

  /** The databases that are gone. */
  deletedDatabases(): readonly { readonly resource: Resource; readonly at: Date }[] {
    return this.#deleted;
  }

  /** The instant from which a change is visible. */
  visibleFrom(change: Change): number {
    return change.at.getTime() + this.#lagMs;
  }

  /** What Azure shows by now. */
  visible(now: Date): Change[] {
    return this.#changes.filter((change) => this.visibleFrom(change) <= now.getTime());
  }

  /** What has happened but is not shown yet. */
  pending(now: Date): Change[] {
    return this.#changes.filter((change) => this.visibleFrom(change) > now.getTime());
  }
}

/** A row of `resourcechanges` (or `resourcecontainerchanges`). Values are strings; Create and Delete carry no differences. */
export function changeRow(change: Change, tenantId: string): Json {
  const differences = change.kind === 'Update' ? differencesOf(change) : {};
  const id = `${change.resourceId}/providers/Microsoft.Resources/changes/${changeName(change)}`;
  return {
    id,
    name: changeName(change),
    type: 'microsoft.resources/changes',
    tenantId,
    kind: '',
    location: '',
    resourceGroup: change.resourceGroup.toLowerCase(),
    subscriptionId: change.subscriptionId,
    managedBy: '',
    sku: null,
    plan: null,
    tags: null,
    identity: null,
    zones: null,
    extendedLocation: null,
    properties: {
      targetResourceId: change.resourceId,
      targetResourceType: change.resourceType.toLowerCase(),
      changeType: change.kind,
      changes: differences,
      changeAttributes: {
        timestamp: change.at.toISOString(),
        correlationId: change.correlationId,
        changesCount: Object.keys(differences).length,
        changedBy: change.caller,
        changedByType: change.callerType,
        clientType: change.client,
        operation: change.operation,
        previousResourceSnapshotId: randomUUID(),
        newResourceSnapshotId: randomUUID(),
      },
    },
  };
}

function changeName(change: Change): string {
  return `${change.at.getTime().toString().padStart(20, '0')}_${change.correlationId}`;
}

function differencesOf(change: Change): Json {
  const before = leavesOf(change.before ?? {});
  const after = leavesOf(change.after ?? {});
  const differences: Json = {};
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const previousValue = asText(before.get(path));
    const newValue = asText(after.get(path));
    if (previousValue === newValue) continue;
    const kind = !before.has(path) ? 'Insert' : after.has(path) ? 'Update' : 'Remove';
    differences[path] = {
      ...(previousValue === undefined ? {} : { previousValue }),
      ...(newValue === undefined ? {} : { newValue }),
      isTruncated: 'false',
      propertyChangeType: kind,
      changeCategory: 'User',
    };
  }
  return differences;
}

function asText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
