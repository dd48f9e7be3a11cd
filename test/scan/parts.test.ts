import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanResult } from '#domain/scan.ts';
import { createAbsence } from '#scan/absence.ts';
import { DRAFTIT } from '../harness/estates.ts';
import {
  type SimulatedAzure,
  simulatedConfiguration,
  startSimulatedAzure,
  statementsInOnePart,
} from '../harness/simulated-scan.ts';
import { put } from '../laws/breakages/breakage.ts';

const CLOUD = `/subscriptions/${DRAFTIT.subscription}/resourceGroups/rg-draftit-cloud/providers/Microsoft.Storage/storageAccounts`;
const SERVERS = `/subscriptions/${DRAFTIT.subscription}/resourceGroups/rg-draftit-prod/providers/Microsoft.Storage/storageAccounts`;
const SWEDISH = ['draftit.jurisdiction', 'draftit.data-centres', 'draftit.backup-separation'];
const OF_THE_CLOUD = ['draftit.cloud-residency', 'draftit.replication', 'draftit.cloud-backup'];
const only = { documents: ['visma-draftit'] };

let azure: SimulatedAzure;

beforeAll(async () => {
  azure = await startSimulatedAzure();
});

afterAll(async () => {
  await azure[Symbol.asyncDispose]();
});

const statusOf = (
  { claims }: ScanResult,
  ids: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    claims.filter(({ id }) => ids.includes(id)).map(({ id, status }) => [id, status]),
  );

const resourcesOf = ({ claims }: ScanResult, id: string): readonly string[] =>
  (claims.find((claim) => claim.id === id)?.findings ?? []).map(({ resourceId }) => resourceId);

describe('15: a statement whose parts are bound', () => {
  it('15: northeurope in the cloud part breaks no Swedish claim, and each claim looks at its own part', async () => {
    const { result, population } = await azure.scan({ only });

    expect(statusOf(result, SWEDISH)).toEqual({
      'draftit.jurisdiction': 'attested',
      'draftit.data-centres': 'attested',
      'draftit.backup-separation': 'holds',
    });
    expect(Object.values(statusOf(result, OF_THE_CLOUD))).toEqual(['holds', 'holds', 'holds']);
    for (const id of SWEDISH)
      expect(resourcesOf(result, id).join()).not.toContain('rg-draftit-cloud');
    for (const id of OF_THE_CLOUD) {
      expect(resourcesOf(result, id).length).toBeGreaterThan(0);
      expect(resourcesOf(result, id).join()).not.toContain('rg-draftit-prod');
    }
    // What names no part speaks of both.
    const both = resourcesOf(result, 'draftit.encryption-in-transit').join();
    expect(both).toContain('rg-draftit-cloud');
    expect(both).toContain('rg-draftit-prod');
    expect(result.claims.find(({ id }) => id === 'draftit.jurisdiction')?.part).toBe('servers');
    const row = population.find(({ resourceId }) => resourceId.endsWith('/stdraftitcloud'));
    expect(row?.parts).toEqual({ 'visma-draftit': ['cloud'] });
  });

  it('15: the same account among the servers breaks the Swedish claims and none of the cloud', async () => {
    const account = {
      location: 'northeurope',
      sku: { name: 'Standard_GZRS' },
      kind: 'StorageV2',
      properties: { minimumTlsVersion: 'TLS1_2', supportsHttpsTrafficOnly: true },
    };
    await azure.write(put(`${SERVERS}/stabroad`, account));
    const { result } = await azure.scan({ only });
    await azure.write({ method: 'DELETE', path: `${SERVERS}/stabroad?api-version=2023-05-01` });

    expect(Object.values(statusOf(result, SWEDISH))).toEqual(['broken', 'broken', 'broken']);
    expect(Object.values(statusOf(result, OF_THE_CLOUD))).toEqual(['holds', 'holds', 'holds']);
  });

  it('15: one that leaves the EEA within the cloud part breaks the claims of the cloud alone', async () => {
    const account = { location: 'uksouth', sku: { name: 'Standard_GRS' }, tags: { part: 'cloud' } };
    await azure.write(put(`${CLOUD}/stabroad2`, account));
    const { result } = await azure.scan({ only });
    await azure.write({ method: 'DELETE', path: `${CLOUD}/stabroad2?api-version=2023-05-01` });

    expect(Object.values(statusOf(result, OF_THE_CLOUD))).toEqual(['broken', 'broken', 'broken']);
    expect(Object.values(statusOf(result, SWEDISH))).not.toContain('broken');
  });

  it('15: who moves a resource to the other part by a tag has not mended what it broke: it left the scope', async () => {
    const id = `${SERVERS}/stmoved`;
    const account = { location: 'northeurope', sku: { name: 'Standard_GZRS' }, kind: 'StorageV2' };
    await azure.write(put(id, account));
    const before = await azure.scan({ only });
    await azure.write(put(id, { ...account, tags: { part: 'cloud' } }));
    const after = await azure.scan({ only });
    await azure.write({ method: 'DELETE', path: `${id}?api-version=2023-05-01` });
    const broken = before.result.claims
      .find((claim) => claim.id === 'draftit.jurisdiction')
      ?.findings.find(({ resourceId, status }) => resourceId === id && status === 'fail');

    expect(statusOf(after.result, ['draftit.jurisdiction'])).toEqual({
      'draftit.jurisdiction': 'attested',
    });
    if (broken === undefined) throw new Error('it was not broken');
    expect(createAbsence(after).of(broken)).toEqual({
      because: 'left-scope',
      how: 'it left the part servers: it carries the tag part=cloud (exclude.tags: part=cloud)',
      where: 'azure',
    });
  });

  it('15: without parts the whole is judged, and the result says so', async () => {
    const { result } = await azure.scan({ only, documents: statementsInOnePart() });
    const warnings = result.documents[0]?.warnings ?? [];

    expect(statusOf(result, ['draftit.jurisdiction'])).toEqual({
      'draftit.jurisdiction': 'broken',
    });
    expect(warnings.join('\n')).toContain(
      '13 claims speak of parts (servers, cloud) that the configuration does not bind',
    );
  });

  it('15: a part in which nothing lies is vacuous, and what lies in none is told', async () => {
    const documents = simulatedConfiguration().documents.map((document) => ({
      ...document,
      ...(document.parts === undefined
        ? {}
        : {
            parts: {
              cloud: { tags: { part: 'nowhere' }, exclude: NOTHING },
              servers: { resourceGroups: ['rg-draftit-prod'], exclude: NOTHING },
            },
          }),
    }));
    const { result } = await azure.scan({ only, documents });

    expect(statusOf(result, ['draftit.cloud-residency'])).toEqual({
      'draftit.cloud-residency': 'vacuous',
    });
    expect(result.documents[0]?.warnings.join('\n')).toMatch(
      /1 resource of its scope lies in none of its parts .*stdraftitcloud/u,
    );
  });
});

const NOTHING = { resourceIds: [], resourceTypes: [], tags: {} };
