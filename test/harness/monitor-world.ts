import pino from 'pino';
import { z } from 'zod';
import type { Answer, AzureReader } from '#azure/azure-reader.ts';
import type { BoundDocument, Scope } from '#domain/document.ts';
import { toInstant } from '#domain/instant.ts';
import { type Reading, type Unavailable, unavailable } from '#domain/reading.ts';
import { idKey, parseResourceId } from '#domain/resource-id.ts';
import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';
import type { Check } from '#evaluation/check.ts';
import type { InventoryResource } from '#inventory/inventory-resource.ts';
import type { InventoryEntry, ObservedChange, ScopeReader } from '#inventory/scope-answers.ts';
import type { ListRead, Read } from '#resource-types/define-read.ts';
import { parentKey, subscriptionKey } from '#resource-types/resource-names.ts';
import type { Scanner } from '#scan/scanner.ts';
import { digestOf } from './azure-access.ts';

export const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
export const VAULT = 'Microsoft.KeyVault/vaults';
export const SECRET = 'Microsoft.KeyVault/vaults/secrets';
export const SERVER = 'Microsoft.Sql/servers';
export const DATABASE = 'Microsoft.Sql/servers/databases';

/** A made-up resource: each of its settings is `good`, `bad`, or something that no check understands. */
export interface Thing {
  readonly id: string;
  readonly type: string;
  tags: Record<string, string>;
  settings: Record<string, string>;
}

/** A made-up Azure of vaults with secrets (which no inventory names) and servers with databases. */
export interface World {
  readonly things: Map<string, Thing>;
  readonly groupTags: Map<string, Record<string, string>>;
  readonly writes: ObservedChange[];
  /** Question → why it is not answered; `*` stands for every question. */
  readonly refusals: Map<string, Unavailable>;
  /** Ids (without case) that the inventory leaves out although they are there. */
  readonly hidden: Set<string>;
  status: 'complete' | 'partial' | 'unreadable';
  feed: 'readable' | 'unreadable';
  /** Every question that was asked of Azure, facts and direct reads alike. */
  readonly questions: string[];
  /** How often what there is was counted by all of Azure's lists. */
  counts: number;
  now: number;
}

export function createWorld(things: readonly Thing[] = []): World {
  return {
    things: new Map(things.map((thing) => [idKey(thing.id), thing])),
    groupTags: new Map(),
    writes: [],
    refusals: new Map(),
    hidden: new Set(),
    status: 'complete',
    feed: 'readable',
    questions: [],
    counts: 0,
    now: Date.parse('2026-11-21T00:00:00Z'),
  };
}

/** A resource in the group `rg`; `names` from the outside inwards. */
export function thing(type: string, names: readonly string[], more: Partial<Thing> = {}): Thing {
  const [namespace = '', ...types] = type.split('/');
  const path = types.map((segment, index) => `${segment}/${names[index] ?? ''}`).join('/');
  return {
    id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/${namespace}/${path}`,
    type,
    tags: {},
    settings: { own: 'good', encryption: 'good' },
    ...more,
  };
}

/** Azure records a write; ids come in any case. */
export function announce(world: World, resourceId: string): void {
  world.writes.push({
    resourceId: resourceId.toUpperCase(),
    kind: 'update',
    at: toInstant(world.now),
    by: 'alice@example.com',
    byType: 'User',
    client: null,
    operation: null,
    correlationId: null,
    values: {},
    source: 'activity-log',
    evidence: [],
  });
}

/** What the monitor's parts are given to look at this world. */
export function scannerOf(world: World): Scanner {
  return {
    scope: scopeReaderOf(world),
    azure: azureOf(world),
    statistics: () => ({
      resourceManager: 'https://management.example.com',
      tenantId: null,
      requests: world.questions.length,
      retries: 0,
      throttled: 0,
    }),
    reads: new Map(WORLD_READS.map((read) => [read.name, read])),
    checks: WORLD_CHECKS,
    askPage: async () => ({ outcome: 'no-answer', reason: 'there is no network' }),
    keeper: { keep: ({ body }) => digestOf(body) },
    clock: { now: () => world.now, sleep: async () => undefined },
    log: pino({ level: 'silent' }),
    tool: { name: 'test', version: '0' },
  };
}

/** Answers the questions of `WORLD_READS`: fact and key, divided by a blank. */
export function azureOf(world: World): AzureReader {
  const answer = (operation: string, body: unknown): Answer => ({
    url: `https://management.example.com/${operation}`,
    body,
    digest: digestOf(JSON.stringify(body)),
    receivedAt: world.now,
  });
  const ask = <T>(operation: string, value: (fact: string, key: string) => T | Unavailable) => {
    world.questions.push(operation);
    const refusal = world.refusals.get(operation) ?? world.refusals.get('*');
    const [fact = '', key = ''] = operation.split(' ');
    return refusal ?? value(fact, idKey(key));
  };
  return {
    one: async ({ operation }) => {
      const found = ask(operation, (fact, key) => {
        const own = world.things.get(key);
        return own === undefined
          ? unavailable('NotFound', `${key} is not there`)
          : answer(operation, {
              id: own.id,
              setting: own.settings[fact === TDE ? 'encryption' : 'own'],
            });
      });
      return 'status' in found ? found : collected(found, found);
    },
    pages: async ({ operation }) => {
      const found = ask(operation, (fact, key) => {
        const type = fact === 'sqlServer' ? SERVER : fact === 'sqlDatabase' ? DATABASE : SECRET;
        const isBelow = (id: string) => idKey(id).startsWith(key.startsWith('/') ? `${key}/` : '/');
        if (key.startsWith('/') && !world.things.has(key)) {
          return unavailable('NotFound', `${key} is not there`);
        }
        const rows = [...world.things.values()].filter(
          (one) => one.type === type && isBelow(one.id),
        );
        return answer(operation, {
          value: rows.map(({ id, tags, settings }) => ({ id, tags, setting: settings['own'] })),
        });
      });
      return 'status' in found ? found : collected([found], found);
    },
  };
}

function collected<T>(value: T, { digest, receivedAt }: Answer): Reading<T> {
  return { status: 'collected', value, evidence: [digest], readAt: receivedAt };
}

function scopeReaderOf(world: World): ScopeReader {
  const entryOf = ({ id, type, tags }: Thing): InventoryEntry => ({
    resource: {
      id,
      name: id.split('/').at(-1) ?? '',
      type,
      location: 'westeurope',
      tags: { ...tags },
    },
    groupTags: world.groupTags.get(parseResourceId(id)?.resourceGroup ?? '') ?? {},
    evidence: [],
    readAt: world.now,
  });
  return {
    connect: async () => ({ tenantId: null }),
    subscriptions: async () => ({ ids: [SUBSCRIPTION], problems: [] }),
    inventories: (_ids, mode) => {
      if (mode === 'full') world.counts += 1;
      const named = [...world.things.values()].filter(
        ({ id, type }) => type !== SECRET && !world.hidden.has(idKey(id)),
      );
      const entries = world.status === 'unreadable' ? [] : named.map(entryOf);
      const { status, now } = world;
      const own = { id: SUBSCRIPTION, name: null, status, entries, problems: [], readAt: now };
      return new Map([[SUBSCRIPTION, Promise.resolve(own)]]);
    },
    resource: async (id) => {
      world.questions.push(`resource ${id}`);
      const refusal = world.refusals.get(`resource ${idKey(id)}`) ?? world.refusals.get('*');
      if (refusal !== undefined) return refusal;
      const own = world.things.get(idKey(id));
      if (own === undefined) return unavailable('NotFound', `${id} is not there`);
      return { status: 'collected', value: entryOf(own), evidence: [], readAt: world.now };
    },
    changes: (_ids, since) => {
      const value = world.writes.filter(({ at }) => at >= since);
      const reading: Reading<readonly ObservedChange[]> =
        world.feed === 'readable'
          ? { status: 'collected', value, evidence: [], readAt: world.now }
          : unavailable('ServerError', 'the change records were not answered');
      return new Map([[SUBSCRIPTION, Promise.resolve(reading)]]);
    },
  };
}

const TDE = 'sqlDatabaseTransparentDataEncryption';

const declared = {
  permissions: ['Test/read'],
  apiVersion: '2026-01-01',
  source: 'made up',
} as const;

function item(name: string): Read {
  return {
    ...declared,
    name,
    kind: 'item',
    requestKey: (id) => id,
    read: async (azure, key, signal) =>
      await azure.one(
        { operation: `${name} ${key}`, permission: 'Test/read', signal },
        async () => null,
      ),
  };
}

function list(
  name: string,
  requestKey: (id: string) => string,
  enumerates?: NonNullable<ListRead['enumerates']>,
): Read {
  return {
    ...declared,
    name,
    kind: 'list',
    requestKey,
    ...(enumerates === undefined ? {} : { enumerates }),
    read: async (azure, key, signal) =>
      await azure.pages(
        { operation: `${name} ${key}`, permission: 'Test/read', signal },
        async function* () {},
      ),
  };
}

export const WORLD_READS: readonly Read[] = [
  item('keyVault'),
  item(TDE),
  list('sqlServer', subscriptionKey),
  list('sqlDatabase', parentKey, {
    childType: DATABASE.toLowerCase(),
    parentType: SERVER.toLowerCase(),
  }),
  list('keyVaultSecret', parentKey, {
    childType: SECRET.toLowerCase(),
    parentType: VAULT.toLowerCase(),
  }),
];

/** A check made by hand: `evaluate` sees the value of the last of its reads, or the resource itself where it has none. */
export function worldCheck(
  id: string,
  type: string,
  reads: readonly string[],
  evaluate: (value: unknown, resource: InventoryResource, parameters: unknown) => Verdict,
): Check {
  return {
    id,
    title: id,
    family: 'backups',
    severity: 'high',
    short: id,
    resourceTypes: type === '*' ? [] : [type.toLowerCase()],
    judgesEveryType: type === '*',
    parameters: z.strictObject({}),
    rationale: '',
    link: 'https://example.com',
    references: [],
    answersOfTypes: [],
    speaksOf: () => true,
    readsFor: (of) => (type === '*' || of === type.toLowerCase() ? reads : []),
    command: () => 'mend it',
    async judge(entry, parameters, source) {
      const { resource } = entry;
      let { evidence, readAt } = entry;
      let value: unknown;
      for (const [index, name] of reads.entries()) {
        const reading = await source(name, entry);
        if (reading.status === 'unavailable') {
          const { code, permission, detail, asleep } = reading;
          const verdict = unknown(detail, { expected: null });
          const lost = [...new Set([...entry.evidence, ...reading.evidence])];
          const sleeps = asleep === undefined ? {} : { asleep };
          return [{ verdict, evidence: lost, readAt, problem: { code, permission }, ...sleeps }];
        }
        ({ value } = reading);
        evidence = index === 0 ? reading.evidence : [...evidence, ...reading.evidence];
        readAt = index === 0 ? reading.readAt : Math.min(readAt, reading.readAt);
      }
      return [{ verdict: evaluate(value, resource, parameters), evidence, readAt }];
    },
  };
}

function settingIn(value: unknown): Verdict {
  const setting = (value as { setting?: string }).setting ?? null;
  const shown = { expected: 'good', observed: setting };
  if (setting === 'good') return pass('It is good.', shown);
  return setting === 'bad' ? fail('It is bad.', shown) : unknown('It is not understood.', shown);
}

/** Pass for `good`, fail for `bad`, unknown for anything else; `place` passes wherever a resource is. */
export const WORLD_CHECKS: readonly Check[] = [
  worldCheck('vault-good', VAULT, ['keyVault'], settingIn),
  worldCheck('secret-good', SECRET, ['keyVaultSecret'], settingIn),
  worldCheck('server-good', SERVER, ['sqlServer'], settingIn),
  worldCheck('database-good', DATABASE, ['sqlDatabase'], settingIn),
  worldCheck('database-encrypted', DATABASE, ['sqlDatabase', TDE], settingIn),
  worldCheck('place', '*', [], (_, resource) =>
    pass('It is somewhere.', { expected: 'a place', observed: resource.location }),
  ),
];

export const EVERYTHING: Scope = { exclude: { resourceIds: [], resourceTypes: [], tags: {} } };

/** A statement with one claim per list of checks: claim `<id>.<n>`. */
export function statement(
  id: string,
  claims: readonly (readonly string[])[],
  scope: Partial<Scope> = {},
): BoundDocument {
  return {
    statement: {
      id,
      title: id,
      claims: claims.map((checks, index) => ({
        id: `${id}.${index}`,
        section: '1',
        summary: 'It is good.',
        locator: 'good',
        severity: 'high',
        kinds: ['auto'],
        verify: checks.map((name) => ({ check: name, with: {} })),
      })),
    },
    scope: { ...EVERYTHING, ...scope },
  };
}
