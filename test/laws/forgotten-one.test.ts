import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QUESTIONS } from '#checks/questions.generated.ts';
import type { Finding } from '#domain/finding.ts';
import { toInstant } from '#domain/instant.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { FINDING_STATUSES, type FindingStatus } from '#domain/status.ts';
import { createChecks } from '#evaluation/create-checks.ts';
import { makePlan } from '#evaluation/plan.ts';
import { defineResourceType } from '#resource-types/define-resource-type.ts';
import { itself } from '#resource-types/generic-reads.ts';
import { foldClaims } from '#scan/fold-claims.ts';
import { modelledType } from '#simulator/types/registry.ts';
import { always, beside } from '#traits/trait.ts';
import {
  allForgotten,
  type Forgotten,
  findingsOf,
  idIn,
  UNKNOWN_TYPE,
  type World,
} from '../../tools/forgotten-one/judge.ts';
import {
  FORGOTTEN_PAGE,
  findingsEverywhere,
  forgottenText,
  fourStatements,
} from '../../tools/generate-forgotten-one.ts';
import { goodEstate, inOnePart } from '../harness/estates.ts';
import { forgottenGroup } from '../harness/forgotten-estate.ts';
import {
  type SimulatedAzure,
  simulatedConfiguration,
  startSimulatedAzure,
  statementsInOnePart,
} from '../harness/simulated-scan.ts';

/** What the good one passes, no way to break it alone makes fail in such a claim, and why: by type and question. */
const STAYS: Readonly<Record<string, string>> = {
  'Microsoft.Compute/disks encryption-at-rest': 'once is enough where twice is not claimed',
  'Microsoft.DBforMySQL/flexibleServers log-backup': 'off only where backups are',
  'Microsoft.DBforPostgreSQL/flexibleServers log-backup': 'off only where backups are',
  'Microsoft.DataProtection/backupVaults geo-redundant-backup': 'in the pair, wherever that lies',
  'Microsoft.Devices/provisioningServices geo-redundant-backup': 'in the pair, wherever that lies',
  'Microsoft.DocumentDB/databaseAccounts backup-interval': 'its interval is a day at most',
  'Microsoft.DocumentDB/databaseAccounts geo-redundant-backup': 'in the pair, wherever that lies',
  'Microsoft.EventGrid/domains zone-redundant': 'Azure spreads it by itself where there are zones',
  'Microsoft.EventGrid/topics zone-redundant': 'Azure spreads it by itself where there are zones',
  'Microsoft.DocumentDB/mongoClusters geo-redundant-backup': 'in a replica, wherever that lies',
  'Microsoft.EventHub/namespaces encryption-at-rest': 'once is enough where twice is not claimed',
  'Microsoft.Insights/components encryption-at-rest': 'always; a good one keeps nothing itself',
  'Microsoft.KeyVault/vaults geo-redundant-backup': 'in the pair, wherever that lies',
  'Microsoft.KeyVault/vaults zone-redundant': 'Azure spreads it by itself where there are zones',
  'Microsoft.RecoveryServices/vaults geo-redundant-backup': 'in the pair, wherever that lies',
  'Microsoft.OperationalInsights/clusters encryption-at-rest':
    'once is enough where twice is not claimed',
  'Microsoft.ServiceBus/namespaces encryption-at-rest': 'once is enough where twice is not claimed',
  'Microsoft.Sql/servers/databases log-backup': 'the platform keeps the interval',
  'Microsoft.SqlVirtualMachine/sqlVirtualMachines geo-redundant-backup': 'its machine is asked',
  'Microsoft.SqlVirtualMachine/sqlVirtualMachines location': 'without backups they lie nowhere',
  'Microsoft.SqlVirtualMachine/sqlVirtualMachines regional-redundancy': 'its machine is asked',
  'Microsoft.Synapse/workspaces encryption-at-rest': 'once is enough where twice is not claimed',
  'Microsoft.Synapse/workspaces/sqlPools backup-interval': 'the platform keeps the interval',
};

/** Types whose region no setting of theirs says, and who says it. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'Microsoft.Cdn/profiles/afdEndpoints': 'its edges are all over the world: unverified',
  'Microsoft.Cdn/profiles/endpoints': 'its edges are all over the world: unverified',
  'Microsoft.DataProtection/backupVaults/backupInstances': 'its vault',
  'Microsoft.KeyVault/managedHSMs/keys': 'its managed HSM',
  'Microsoft.KeyVault/vaults/keys': 'its vault',
  'Microsoft.KeyVault/vaults/secrets': 'its vault',
};

/** Types of which the estate cannot say all that the bodies of their examples do, and what. */
const SAID_OTHERWISE: Readonly<Record<string, string>> = {
  'Microsoft.AzureArcData/sqlServerInstances': 'its last backups are of the instant of its example',
  'Microsoft.AzureArcData/sqlServerInstances/databases': 'no inventory names it',
  'Microsoft.DocumentDB/databaseAccounts':
    'where it can be restored is told by the regions that the estate gives it',
  'Microsoft.DocumentDB/mongoClusters': 'since when it has data its row in the list does not say',
  'Microsoft.Insights/components': 'how available it was no estate says',
  'Microsoft.KeyVault/managedHSMs/keys': 'its row in the list says less than it does',
  'Microsoft.SqlVirtualMachine/sqlVirtualMachines': 'its machine is not there',
  'Microsoft.App/containerApps': 'its environment is not there',
  'Microsoft.App/jobs': 'its environment is not there',
  'Microsoft.Cdn/profiles': 'its domains and endpoints lie in one list',
  'Microsoft.Cdn/profiles/afdEndpoints': 'its routes lie deeper',
  'Microsoft.DataProtection/backupVaults/backupInstances': 'what it protects is not there',
  'Microsoft.NetApp/netAppAccounts/capacityPools/volumes': 'its policies are not there',
  'Microsoft.Network/frontDoors': 'its doors lie beside its properties',
  'microsoft.appconfiguration/configurationstores/replicas': 'no inventory names it',
};

let world: World;
let all: readonly Forgotten[];
const found = new Map<Forgotten, readonly Finding[]>();

beforeAll(async () => {
  world = await fourStatements();
  all = await allForgotten(world);
  for (const forgotten of all) found.set(forgotten, await findingsEverywhere(world, forgotten));
}, 240_000);

/** What all claims find of one that is forgotten. */
function foundOf(forgotten: Forgotten): readonly Finding[] {
  return found.get(forgotten) ?? [];
}

type Standing = ReadonlyMap<string, FindingStatus>;

/** The worst finding by claim and question; one claim may ask a question with several parameters. */
function standing(findings: readonly Finding[]): Standing {
  const worst = new Map<string, FindingStatus>();
  for (const { document, claim, check, status } of findings) {
    const key = `${document} ${claim} ${check}`;
    const before = worst.get(key);
    const isWorse =
      before === undefined || FINDING_STATUSES.indexOf(status) < FINDING_STATUSES.indexOf(before);
    if (isWorse) worst.set(key, status);
  }
  return worst;
}

/** The claims that ask where what is stored lies by itself, beside where its copies lie. */
function locationClaims(speaksOf: 'data' | 'processing'): readonly string[] {
  const spoken = world.documents.flatMap(({ statement }) =>
    statement.claims.filter(({ verify }) =>
      verify.some(({ check, with: given }) => {
        const of: unknown = given['of'];
        const isOwn = !Array.isArray(of) || of.includes('primary');
        const isMeant = speaksOf === 'data' || given['speaksOf'] === 'processing';
        return check === 'location' && isOwn && isMeant;
      }),
    ),
  );
  return spoken.map(({ id }) => id);
}

/** Claims of a kind that one forgotten resource does not break. */
function unbroken(claims: readonly string[], findings: readonly Finding[]): readonly string[] {
  const broken = new Set(findings.flatMap(({ status, claim }) => (status === 'fail' ? claim : [])));
  return claims.filter((claim) => !broken.has(claim));
}

/** Whether nothing that was found of it keeps any claim from holding. */
function isSilent(findings: readonly Finding[]): boolean {
  return findings.every(({ status }) => status !== 'fail' && status !== 'unknown');
}

describe('a resource that somebody made in the United States, switched everything off, and forgot', () => {
  it('breaks each claim on where data lies or is worked on, whatever holds or carries it', () => {
    const left: string[] = [];
    for (const forgotten of all) {
      const { type, file } = forgotten;
      if (type === UNKNOWN_TYPE || ELSEWHERE[type] !== undefined) continue;
      if (file?.holds === 'nothing' && file.serves === 'nobody' && file.passes === undefined)
        continue;
      const holds = file?.holds ?? 'nothing';
      const claims = locationClaims(holds === 'nothing' ? 'processing' : 'data');
      expect(claims.length).toBeGreaterThan(1);
      const findings = foundOf(forgotten);
      left.push(...unbroken(claims, findings).map((claim) => `${type}: ${claim}`));
    }
    // They lie in no region: their edges are outside, but of what lies in them itself nobody can say where it is. Of a server outside of
    // Azure only its record has one.
    expect(left).toEqual([
      'Microsoft.AzureArcData/sqlServerInstances: severa.region',
      'Microsoft.AzureArcData/sqlServerInstances/databases: severa.region',
      'Microsoft.Cdn/profiles: severa.region',
      'Microsoft.Network/frontDoors: severa.region',
    ]);
  });

  it('breaks every claim that a good one keeps, unless nobody can make it', async () => {
    const kept: string[] = [];
    const used = new Set<string>();
    for (const forgotten of all) {
      const { type, file } = forgotten;
      if (file === undefined) continue;
      const good = { ...forgotten, bodies: file.good.bodies };
      const before = standing(await findingsEverywhere(world, good));
      for (const [key, status] of standing(foundOf(forgotten))) {
        const [, claim = '', check = ''] = key.split(' ');
        const was = before.get(key) ?? 'not-applicable';
        if (status === 'fail' || status === 'unknown') continue;
        if (status === 'not-applicable' && was === 'not-applicable') continue;
        // Who runs it is told by its type, which nobody can set.
        if (check === 'managed-services' || file.good.unbreakable?.[check] !== undefined) continue;
        const pair = `${type} ${check}`;
        if (STAYS[pair] === undefined) kept.push(`${pair} (${claim}): ${was}, then ${status}`);
        used.add(pair);
      }
    }
    expect(kept).toEqual([]);
    expect(Object.keys(STAYS).filter((pair) => !used.has(pair))).toEqual([]);
  });

  it('is silent of no type that holds data, serves it or passes it on', () => {
    const silent: string[] = [];
    for (const forgotten of all) {
      const { type, file } = forgotten;
      const isEmpty = file?.holds === 'nothing' && file.serves === 'nobody';
      if (isEmpty && file.passes === undefined) continue;
      if (isSilent(foundOf(forgotten))) silent.push(type);
    }
    expect(silent).toEqual([]);
  });

  it('is told in docs/forgotten-one.md as it is here', () => {
    const page = resolve(import.meta.dirname, '../..', FORGOTTEN_PAGE);

    expect(readFileSync(page, 'utf8')).toBe(forgottenText(world, found));
  });

  it('would be told of, were a type silent', async () => {
    const word = always('It is so', 'a page', '2026-11-28');
    const none = beside('it has none');
    const id = idIn('s', { type: 'Microsoft.Cache/mute', file: undefined });
    const mute = defineResourceType({
      type: 'Microsoft.Cache/mute',
      holds: 'cache',
      serves: 'clients',
      reads: { mute: itself({ name: 'mute', what: 'mute', type: 'T', apiVersion: '1' }) },
      traits: {
        places: none,
        encryption: word,
        backups: none,
        logs: none,
        endpoints: word,
        zones: none,
      },
      mend: {},
      good: { id, bodies: { mute: { location: 'westeurope' } } },
      breaks: [],
      leaves: {},
    });
    const checks = createChecks(QUESTIONS, [mute]);
    const plan = makePlan(world.documents, checks, () => true);
    const forgotten = { type: mute.type, file: mute, bodies: mute.good.bodies };
    const findings = await findingsEverywhere({ ...world, plan }, forgotten);

    expect(findings.length).toBeGreaterThan(10);
    expect(isSilent(findings)).toBe(true);
    expect(unbroken(locationClaims('data'), findings)).toEqual(locationClaims('data'));
  });
});

describe('in the good estate of the simulated Azure', () => {
  let azure: SimulatedAzure;

  afterAll(async () => {
    await azure?.[Symbol.asyncDispose]();
  });

  /** One scan of the good estate with these in it: what every statement's claims came to. */
  async function scanWith(
    placed: readonly { readonly forgotten: Forgotten; readonly subscription: string }[],
  ): Promise<readonly ClaimResult[]> {
    const estate = inOnePart(goodEstate());
    for (const { forgotten, subscription } of placed) {
      const owner = estate.subscriptions.find(({ id }) => id === subscription);
      owner?.resourceGroups?.push(await forgottenGroup(subscription, forgotten));
    }
    await azure?.[Symbol.asyncDispose]();
    azure = await startSimulatedAzure(estate);
    return (await azure.scan({ documents: statementsInOnePart() })).result.claims;
  }

  let scanned: Promise<readonly ClaimResult[]> | undefined;
  const good = async () => await (scanned ??= scanWith([]));

  const subscriptionOf = (index: number): string =>
    world.scopes[index % world.scopes.length]?.document.scope?.subscriptions?.[0] ?? '';

  it('each says from end to end what it says here, and breaks its claims by name', async () => {
    const placed = all
      .filter(({ type }) => type !== UNKNOWN_TYPE)
      .map((forgotten, index) => ({
        forgotten,
        scope: world.scopes[index % world.scopes.length],
        subscription: subscriptionOf(index),
      }));
    const claims = await scanWith(placed);
    const wrong: string[] = [];
    for (const { forgotten, scope, subscription } of placed) {
      const { type } = forgotten;
      if (scope === undefined || modelledType(type) !== undefined) continue;
      if (SAID_OTHERWISE[type] !== undefined) continue;
      const id = idIn(subscription, forgotten).toLowerCase();
      const found = claims.flatMap(({ findings }) =>
        findings.filter(({ resourceId }) => resourceId.toLowerCase() === id),
      );
      const after = standing(found);
      for (const [key, status] of standing(await findingsOf(world, scope, forgotten))) {
        const [document, claim] = key.split(' ');
        const told = claims.find((one) => one.document === document && one.id === claim);
        if (after.get(key) !== status) wrong.push(`${type} ${key}: ${status}, ${after.get(key)}`);
        if (status === 'fail' && told?.status !== 'broken')
          wrong.push(`${type}: ${claim} is ${told?.status}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('one of a type that nobody knows makes each claim unverified that it may bear on, and is named', async () => {
    const [store] = all.filter(({ type }) => type === UNKNOWN_TYPE);
    if (store === undefined) throw new Error('there is no such type');
    const before = await good();
    const placed = world.scopes.map((_, index) => ({
      forgotten: store,
      subscription: subscriptionOf(index),
    }));
    const after = await scanWith(placed);

    const expected = before.map(({ document, id, status }) => {
      const claim = world.documents
        .find(({ statement }) => statement.id === document)
        ?.statement.claims.find((one) => one.id === id);
      // It may hold databases and answer clients; that it keeps keys its name would say.
      const asks = claim?.verify.some(({ check, with: given }) => isAskedOfAnything(check, given));
      return `${id} ${asks === true && status !== 'broken' ? 'unverified' : status}`;
    });
    expect(after.map(({ id, status }) => `${id} ${status}`)).toEqual(expected);
    for (const { id, status, findings } of after) {
      if (status === before.find((one) => one.id === id)?.status) continue;
      const [named] = findings.filter(({ status }) => status === 'unknown');
      expect(named?.resourceId).toMatch(/Contoso\.Data\/stores/u);
      expect(named?.reason).toContain('Contoso.Data/stores');
    }
    expect(after.filter(({ status }) => status === 'unverified').length).toBeGreaterThan(20);
  }, 120_000);

  it('one alone breaks the claims that it fails, makes those unverified where it is not known, and no others', async () => {
    const before = await good();
    const { documents, attestations } = simulatedConfiguration();
    const request = {
      id: 'a test',
      mode: 'full',
      documents: world.documents,
      attestations,
      exceptions: [],
      only: {},
      deadlineMs: 1,
    } as const;
    const asOf = toInstant(Date.now());
    const others = before.flatMap(({ findings }) => findings);
    const wrong: string[] = [];
    for (const forgotten of all) {
      const own = foundOf(forgotten);
      const findings = [...others, ...own];
      const after = foldClaims(request, world.plan, world.scopes, new Map(), { findings }, asOf);
      for (const [index, { document, id, status }] of after.entries()) {
        const was = before[index];
        const said = own.filter((one) => one.document === document && one.claim === id);
        const isFailed = said.some((one) => one.status === 'fail') || was?.status === 'broken';
        const isUnknown = said.some((one) => one.status === 'unknown');
        const expected = isFailed ? 'broken' : isUnknown ? 'unverified' : was?.status;
        if (was?.id !== id || status !== expected)
          wrong.push(`${forgotten.type} ${id}: ${status}, not ${expected}`);
      }
    }
    expect(documents.length).toBe(4);
    expect(wrong).toEqual([]);
  }, 120_000);
});

function isAskedOfAnything(check: string, given: Readonly<Record<string, unknown>>): boolean {
  const of: unknown = given['of'];
  if (check === 'scope-visible' || check.startsWith('key-')) return false;
  return !(Array.isArray(of) && of.every((kind) => kind === 'keys'));
}
