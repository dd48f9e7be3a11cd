import type { Answer, AzureReader } from '#azure/azure-reader.ts';
import { idKey, parseResourceId, type ResourceId, resourceTypeOf } from '#domain/resource-id.ts';
import { type Plan, typesReadBy } from '#evaluation/plan.ts';

/** What the answers of a scan name as resources, against what its population holds. */
export interface NamedResources {
  /** The reader, each of whose answers is looked through. */
  readonly azure: AzureReader;
  /** Azure's change records name these. */
  note(ids: Iterable<ResourceId>): void;
  /** These (ids without case) are accounted for, whoever names them. */
  settle(keys: Iterable<string>): void;
  /** Everything that was named since the last time and is not accounted for, for whoever knows what else there is. */
  take(): readonly ResourceId[];
  /** Ids, as Azure wrote them, that an answer names and nobody has accounted for. */
  unsettled(): readonly ResourceId[];
}

/**
 * Notes every resource that an answer names anywhere in its body: a failover group's partner, the source of a backup, the account that
 * a diagnostic setting writes to. Of the types that a claim of the plan asks for by name, and, where a claim is about every
 * resource, of the types that the inventories carry: what they never name (a subnet) is not missing from them.
 */
export function createNamedResources(azure: AzureReader, plan: Plan): NamedResources {
  const settled = new Set<string>();
  const named = new Map<string, ResourceId>();
  const carried = new Set<string>(CARRIED);
  const rankOf = rankBy(plan);

  function see(value: unknown): void {
    if (typeof value === 'string') seeText(value);
    else if (Array.isArray(value)) for (const one of value) see(one);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        // The identities of a resource are the names of members.
        seeText(name);
        see(member);
      }
    }
  }

  function seeText(text: string): void {
    if (!/^\/subscriptions\//iu.test(text)) return;
    let id = resourceOf(text);
    // What a known resource lies in is known.
    while (id !== '' && !settled.has(idKey(id)) && !named.has(idKey(id))) {
      if (rankOf(id) !== 'no resource') named.set(idKey(id), id);
      id = id.split('/').slice(0, -2).join('/');
    }
  }

  const heard = (answers: readonly Answer[]): void => {
    for (const { body } of answers) see(body);
  };
  return {
    azure: {
      async one(question, call) {
        const reading = await azure.one(question, call);
        if (reading.status === 'collected') heard([reading.value]);
        return reading;
      },
      async pages(question, call) {
        const reading = await azure.pages(question, call);
        if (reading.status === 'collected') heard(reading.value);
        return reading;
      },
    },
    note(ids) {
      for (const id of ids) seeText(id);
    },
    settle(keys) {
      for (const key of keys) {
        settled.add(key);
        named.delete(key);
        carried.add(resourceTypeOf(key));
      }
    },
    take() {
      const taken = [...named.values()];
      named.clear();
      return taken;
    },
    unsettled: () =>
      [...named.values()].filter(
        (id) => rankOf(id) === 'judged by name' || carried.has(resourceTypeOf(id)),
      ),
  };
}

/** A database that can be recovered is one that was there when its newest backup was made. */
function resourceOf(text: string): ResourceId {
  return text.replace(/\/recoverableDatabases\//iu, '/databases/').replace(/\/+$/u, '');
}

/** Types that the inventories carry even where they name none: what vaults protect besides what a claim asks for by name. */
const CARRIED = ['microsoft.compute/virtualmachines'] as const;

function rankBy(plan: Plan): (id: ResourceId) => 'judged by name' | 'of any type' | 'no resource' {
  const types = typesReadBy(plan);
  const isAnyJudged = plan.tasks.some(({ check }) => check.judgesEveryType);
  return (id) => {
    const parts = parseResourceId(id);
    // What is attached to a resource (a lock, a diagnostic setting) is in no inventory.
    const isAttached = /\/providers\/.*\/providers\//iu.test(id);
    if (parts?.resourceGroup === undefined || isAttached) return 'no resource';
    if (types.has(parts.type)) return 'judged by name';
    return isAnyJudged && parts.names.length === 1 ? 'of any type' : 'no resource';
  };
}
