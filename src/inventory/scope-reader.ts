import type { AzureReader } from '#azure/azure-reader.ts';
import type { Clock } from '#domain/clock.ts';
import type { Reading } from '#domain/reading.ts';
import { idKey, parseResourceId, type ResourceId } from '#domain/resource-id.ts';
import { readChanges } from './changes.ts';
import { createDirectRead, type DirectRead } from './direct-read.ts';
import { eachByItself } from './each-by-itself.ts';
import { readGraphInventory } from './graph-inventory.ts';
import { readInventory } from './inventory.ts';
import type { InventoryEntry, ScopeReader } from './scope-answers.ts';
import { selectSubscriptions } from './select-subscriptions.ts';
import {
  listSubscriptions,
  refuseWithoutAccess,
  type Subscription,
  type VisibleSubscriptions,
} from './visible-subscriptions.ts';

/** Without reading every type a list may hide what it does not show. */
const READ_EVERYTHING = ['*/read'] as const;

/**
 * Reads what there is. `needed`: actions that the identity must hold on a whole subscription before its inventory counts as
 * complete; every type unless the caller knows that fewer will do.
 */
export function createScopeReader(options: {
  readonly azure: {
    readonly reader: AzureReader;
    tenantId(): string | null;
    /** Who asks; absent or null: not known. */
    principal?(): { readonly objectId: string } | null;
  };
  readonly clock: Clock;
  readonly needed?: readonly string[];
}): ScopeReader {
  const { clock, needed = READ_EVERYTHING } = options;
  const azure = options.azure.reader;
  const direct = createDirectRead(azure);
  const objectId = (): string | undefined => options.azure.principal?.()?.objectId;
  const context = { azure, clock, direct, needed, objectId };
  // Of the newest scan: asked once by `connect`, used by the questions that follow it.
  let visible: VisibleSubscriptions | undefined;
  // Of the newest scan as well: much lies in one group.
  let groups = oneAnswerEach(direct);

  const look = async (signal: AbortSignal): Promise<VisibleSubscriptions> => {
    visible = await listSubscriptions(azure, signal);
    return visible;
  };

  return {
    async connect(signal) {
      groups = oneAnswerEach(direct);
      const reading = await look(signal);
      if (reading.status === 'unavailable') await refuseWithoutAccess(azure, reading, signal);
      const { azureOffsetMs } = reading;
      const tenantId = options.azure.tenantId();
      return azureOffsetMs === undefined ? { tenantId } : { tenantId, azureOffsetMs };
    },
    async subscriptions(selector, signal) {
      return await selectSubscriptions(azure, selector, visible ?? (await look(signal)), signal);
    },
    inventories(subscriptionIds, mode, signal) {
      const ids = [...new Set(subscriptionIds.map((id) => id.toLowerCase()))];
      const known =
        visible?.status === 'collected' ? visible.value : new Map<string, Subscription>();
      const graph = readGraphInventory(azure, ids, signal);
      return eachByItself(
        graph,
        async (id, rows) => await readInventory(context, id, known.get(id), rows, mode, signal),
      );
    },
    async resource(resourceId, signal) {
      return await readEntry(direct, groups, resourceId, signal);
    },
    changes(subscriptionIds, since, signal) {
      const ids = [...new Set(subscriptionIds.map((id) => id.toLowerCase()))];
      return readChanges(context, ids, since, signal);
    },
  };
}

/** The resource with its group's tags, both read directly. */
async function readEntry(
  direct: DirectRead,
  groups: DirectRead,
  id: ResourceId,
  signal: AbortSignal,
): Promise<Reading<InventoryEntry>> {
  const own = await direct.read(id, signal);
  if (own.status === 'unavailable') return own;
  const parts = parseResourceId(id);
  const { resource, digest, readAt } = own.value;
  const at = [{ evidence: digest, pointer: '' }];
  if (parts?.resourceGroup === undefined) {
    return { ...own, value: { resource, groupTags: {}, evidence: own.evidence, at, readAt } };
  }
  const groupId = `/subscriptions/${parts.subscriptionId}/resourceGroups/${parts.resourceGroup}`;
  const group = await groups.read(groupId, signal);
  if (group.status === 'unavailable') {
    // The resource was there a moment ago: without its group's tags it is not known whether it is in scope.
    return { ...group, code: group.code === 'NotFound' ? 'Incomplete' : group.code };
  }
  const evidence = [...own.evidence, ...group.evidence];
  const groupTags = group.value.resource.tags ?? {};
  return { ...own, evidence, value: { resource, groupTags, evidence, at, readAt } };
}

/** Asks for each id once; what could not be read is asked for again. */
function oneAnswerEach(direct: DirectRead): DirectRead {
  const asked = new Map<string, ReturnType<DirectRead['read']>>();
  return {
    async read(id, signal) {
      const key = idKey(id);
      const answer = asked.get(key) ?? direct.read(id, signal);
      asked.set(key, answer);
      const known = await answer;
      if (known.status === 'unavailable' && asked.get(key) === answer) asked.delete(key);
      return known;
    },
  };
}
