import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makePlan } from '#evaluation/plan.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import { RESOURCE_TYPES } from '#resource-types/registry.generated.ts';
import { requiredPermissions } from '#scan/required-permissions.ts';
import { completeRole, narrowRole, type RoleDefinition } from '#scan/role-definition.ts';
import { readEstate } from '#simulator/estate/read-estate.ts';
import type { MisbehaviourRule, ResourceSpec } from '#simulator/estate/schema.ts';
import { CHECKS, READS } from '../harness/product.ts';
import { documentsOf, type SimulatedScan, startSimulatedAzure } from '../harness/simulated-scan.ts';

/** Without it nobody asks Microsoft.Network what lies before a machine. */
const ASKS_ANOTHER = 'Microsoft.Compute/virtualMachines/read';
/** Members of a resource that an estate file may give, too. */
const GIVEN = ['location', 'tags', 'kind', 'sku', 'identity', 'zones', 'properties'];
const ESTATE = readEstate(resolve(import.meta.dirname, '../simulator/estates/every-type.yaml'));
const RESOURCES: ResourceSpec[] = ESTATE.subscriptions[0]?.resourceGroups[0]?.resources ?? [];
const SERVICE = { enabled: true, keyType: 'Account' };
RESOURCES.push(
  // Of the types that the file lacks.
  ...RESOURCE_TYPES.filter(
    ({ type }) =>
      type.split('/').length === 2 &&
      RESOURCES.every((one) => one.type?.toLowerCase() !== type.toLowerCase()),
  ).map(({ type, good }) => ({
    ...bodyOf(good),
    type,
    name: 'example',
    children: childrenOf(type),
  })),
  // Only under a key of one's own does it matter what has another one.
  {
    type: 'Microsoft.Storage/storageAccounts',
    name: 'stownkey',
    sku: { name: 'Standard_GRS' },
    properties: {
      encryption: {
        services: { blob: SERVICE, file: SERVICE },
        keySource: 'Microsoft.Keyvault',
        keyvaultproperties: { keyname: 'cmk', keyvaulturi: 'https://kv-all.vault.azure.net' },
      },
    },
  },
);
/** What the type's own file shows of the resource itself, or of the first of its list. */
function bodyOf({ bodies }: ResourceType['good']): object {
  const [body] = Object.values(bodies);
  const own: unknown = Array.isArray(body) ? body[0] : body;
  if (typeof own !== 'object' || own === null) return {};
  return Object.fromEntries(Object.entries(own).filter(([name]) => GIVEN.includes(name)));
}

/** One of each type that has a file and lies in this one. */
function childrenOf(parent: string): Record<string, ResourceSpec[]> {
  const below = RESOURCE_TYPES.filter(
    ({ type }) =>
      type.toLowerCase().startsWith(`${parent.toLowerCase()}/`) &&
      type.split('/').length === parent.split('/').length + 1,
  );
  return Object.fromEntries(
    below.map(({ type, good }) => [
      type.split('/').at(-1) ?? '',
      [{ ...bodyOf(good), name: 'example', children: childrenOf(type) }],
    ]),
  );
}

const SUBSCRIPTIONS = ESTATE.subscriptions.map(({ id }) => id);
const DOCUMENTS = documentsOf(SUBSCRIPTIONS);
const REQUIRED = requiredPermissions(
  makePlan(DOCUMENTS, CHECKS, () => true),
  READS,
  false,
);
const SCOPES = { subscriptions: SUBSCRIPTIONS, groups: [] };
const NARROW = narrowRole(REQUIRED, SCOPES);

/** What only lists show, and lists leave out what may not be read: no request is refused, the rows are gone. */
const SHOWN_BY_LISTS = RESOURCE_TYPES.map(({ type }) => type.toLowerCase())
  .filter((type) =>
    READS.values().every(
      (read) =>
        read.kind !== 'list' || read.enumerates?.childType !== type || type.split('/').length === 2,
    ),
  )
  .map((type) => `${type}/read`);
/** Not asked by a first full scan: what is asked when lists differ, and by the scans after the first. */
const ASKED_LATER = new Map([
  [
    'Microsoft.Resources/subscriptions/providers/read',
    'providers/Microsoft.Web?api-version=2021-04-01',
  ],
  [
    'Microsoft.Insights/eventtypes/values/read',
    `providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=${encodeURIComponent("eventTimestamp ge '2026-01-01T00:00:00Z'")}`,
  ],
]);

const ROUNDS = roundsOf(
  REQUIRED.map(({ action }) => action).filter((action) => !ASKED_LATER.has(action)),
);

/** An older vault does not say its redundancy itself: its storage configuration is asked. */
const OLDER_VAULT: MisbehaviourRule = {
  match: { path: 'RecoveryServices/vaults\\?' },
  effect: { removeProperty: 'properties.redundancySettings' },
};

interface Refusal {
  readonly url: string;
  readonly action: string;
}

describe('17: a scan with the printed roles', () => {
  let narrow: SimulatedScan;

  beforeAll(async () => {
    narrow = await scanAs(NARROW);
  }, 120_000);

  it('17: the narrow role is refused nothing, and the scan says that completeness is not proven', () => {
    expect(refusalsOf(narrow)).toEqual([]);
    const [subscription] = narrow.result.scan.subscriptions;
    expect(subscription?.status).toBe('partial');
    expect(subscription?.problems.map(({ permission }) => permission)).toEqual(['*/read']);
  });

  it('17: the complete role is complete and refused nothing', async () => {
    const scan = await scanAs(completeRole(REQUIRED, SCOPES));

    expect(refusalsOf(scan)).toEqual([]);
    expect(scan.result.scan.subscriptions.map(({ status }) => status)).toEqual(['complete']);
  }, 120_000);

  it.each([...ASKED_LATER])(
    '17: without %s its later question is refused and names exactly it',
    async (action, later) => {
      await using azure = await startSimulatedAzure(estateWith(without([action])));
      const answer = await azure.get(`/subscriptions/${SUBSCRIPTIONS[0] ?? ''}/${later}`);

      expect([answer.status, actionIn(answer.text)]).toEqual([403, action.toLowerCase()]);
    },
  );

  it.each(ROUNDS.map((actions, n) => ({ n, actions })))(
    '17: round $n: without one action of each service something is refused that names exactly it',
    async ({ actions }) => {
      const scan = await scanAs(without(actions));
      const refused = [...new Set(refusalsOf(scan).map((refusal) => refusal.action))];
      const listed = actions.filter((action) => !refused.includes(action.toLowerCase()));

      expect(
        refused.filter((one) => !actions.some((action) => action.toLowerCase() === one)),
      ).toEqual([]);
      for (const action of listed) {
        expect(SHOWN_BY_LISTS, `${action} was refused nowhere`).toContain(action.toLowerCase());
        expect(resourcesOf(scan, action)).toBe(0);
        expect(resourcesOf(narrow, action)).toBeGreaterThan(0);
      }
    },
    120_000,
  );
});

/**
 * The actions but those that are asked later, in rounds with one of each service: what one service refuses hides nothing of another.
 * Without what names all resources nothing else is asked, nor without a machine what lies before it, so that these have rounds of their own.
 */
function roundsOf(actions: readonly string[]): readonly (readonly string[])[] {
  const { each = [], alone = [] } = Object.groupBy(actions, (action) =>
    action.startsWith('Microsoft.Resources/') || action === ASKS_ANOTHER ? 'alone' : 'each',
  );
  const byService = [...Map.groupBy(each, (action) => action.split('/')[0]).values()];
  const most = Math.max(...byService.map(({ length }) => length));
  return [
    ...alone.map((action) => [action]),
    ...Array.from({ length: most }, (_, n) => byService.flatMap((own) => own.slice(n, n + 1))),
  ];
}

function without(actions: readonly string[]): RoleDefinition {
  const left = REQUIRED.map(({ action }) => action).filter((action) => !actions.includes(action));
  return { ...NARROW, Actions: left };
}

function estateWith(role: RoleDefinition) {
  const actions = role['Actions'] as string[];
  const notActions = role['NotActions'] as string[];
  const permissions = SUBSCRIPTIONS.map((id) => ({
    scope: `/subscriptions/${id}`,
    actions,
    notActions,
  }));
  return { ...ESTATE, identity: { ...ESTATE.identity, permissions } };
}

async function scanAs(role: RoleDefinition): Promise<SimulatedScan> {
  await using azure = await startSimulatedAzure(estateWith(role));
  return await azure.scan({ documents: DOCUMENTS, rules: [OLDER_VAULT] });
}

function refusalsOf({ kept }: SimulatedScan): readonly Refusal[] {
  return kept
    .filter(({ status }) => status === 403)
    .map(({ url, body }) => ({ url, action: actionIn(body) ?? '' }));
}

function actionIn(body: string): string | undefined {
  return /perform action '([^']+)'/u.exec(body)?.[1]?.toLowerCase();
}

function resourcesOf({ kept }: SimulatedScan, action: string): number {
  const type = action.replace(/\/read$/u, '').toLowerCase();
  return kept.filter(
    ({ url, body }) =>
      url.includes('ResourceGraph') && body.toLowerCase().includes(`"type":"${type}"`),
  ).length;
}
