import { z } from 'zod';
import type { AzureReader } from '#azure/azure-reader.ts';
import { type Reading, unavailable } from '#domain/reading.ts';
import type { Problem } from '#domain/scan.ts';
import { toProblem } from './problems.ts';
import type { SubscriptionSelector } from './scope-answers.ts';
import type { Subscription } from './visible-subscriptions.ts';

export interface Selection {
  /** Lower case, sorted. */
  readonly ids: readonly string[];
  readonly problems: readonly Problem[];
}

/** Source: Management Groups - Get Descendants, 2021-04-01. */
const DescendantsPage = z.object({ value: z.array(z.object({ id: z.string() })) });

const VISIBLE = 'visible subscriptions';

/** The selected subscriptions; what was named is listed whether it can be seen or not. */
export async function selectSubscriptions(
  azure: AzureReader,
  selector: SubscriptionSelector,
  visible: Reading<ReadonlyMap<string, Subscription>>,
  signal: AbortSignal,
): Promise<Selection> {
  const { subscriptions, managementGroups } = selector;
  if (subscriptions === undefined && managementGroups === undefined) return everyVisible(visible);
  const ids = new Set((subscriptions ?? []).map((id) => id.toLowerCase()));
  const problems: Problem[] = [];
  for (const group of managementGroups ?? []) {
    const below = await readDescendants(azure, group, signal);
    if (below.status === 'unavailable')
      problems.push(toProblem(`management group ${group}`, below));
    else for (const id of below.value) ids.add(id);
  }
  return { ids: [...ids].sort(), problems };
}

function everyVisible(visible: Reading<ReadonlyMap<string, Subscription>>): Selection {
  if (visible.status === 'unavailable') return { ids: [], problems: [toProblem(VISIBLE, visible)] };
  const ids: string[] = [];
  const problems: Problem[] = [];
  for (const [id, { state }] of visible.value) {
    if (state === 'Deleted') continue;
    if (state !== 'Disabled') ids.push(id);
    else {
      const message = `Subscription ${id} is disabled and was left out; name it in the scope, or remove it.`;
      problems.push({ operation: VISIBLE, code: 'Incomplete', message, permission: null });
    }
  }
  if (visible.value.size === 0) {
    // Without any role Azure answers with an empty list: no access, not an empty estate.
    problems.push({
      operation: VISIBLE,
      code: 'AuthorizationFailed',
      message: 'The identity sees no subscription at all. Grant it Reader on those to be verified.',
      permission: 'Microsoft.Resources/subscriptions/read',
    });
  }
  return { ids: ids.sort(), problems };
}

/** Subscriptions at any depth below a management group, ids in lower case. */
async function readDescendants(
  azure: AzureReader,
  group: string,
  signal: AbortSignal,
): Promise<Reading<readonly string[]>> {
  const operation = `subscriptions below management group ${group}`;
  const permission = 'Microsoft.Management/managementGroups/descendants/read';
  const reading = await azure.pages({ operation, permission, signal }, (clients) =>
    clients.managementGroups().managementGroups.listDescendants(group),
  );
  if (reading.status === 'unavailable') return reading;
  const parsed = z.array(DescendantsPage).safeParse(reading.value.map(({ body }) => body));
  if (!parsed.success) {
    return unavailable('MalformedAnswer', `${operation}: a row has no id`, {
      evidence: reading.evidence,
    });
  }
  const value = parsed.data
    .flatMap((page) => page.value)
    .map(({ id }) => /^\/?subscriptions\/([^/]+)$/iu.exec(id)?.[1]?.toLowerCase())
    .filter((id) => id !== undefined);
  return { ...reading, value };
}
