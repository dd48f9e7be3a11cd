import { describe, expect, it } from 'vitest';
import { mergeChanges } from '#inventory/changes.ts';
import type { ObservedChange } from '#inventory/scope-answers.ts';
import { createScopeReader } from '#inventory/scope-reader.ts';
import { type ArmAnswer, startArmServer } from '../harness/arm-server.ts';
import { openAzure, realClock } from '../harness/azure-access.ts';
import { serverId } from '../harness/small-estate.ts';

const A = '00000000-0000-0000-0000-00000000000a';
const SINCE = '2026-11-21T01:00:00.000Z';

function change(more: Partial<ObservedChange>): ObservedChange {
  return {
    resourceId: serverId(A, 'one'),
    kind: 'update',
    at: '2026-11-21T02:00:00.000Z',
    by: 'ann@example.com',
    byType: 'User',
    client: null,
    operation: null,
    correlationId: 'c1',
    values: {},
    source: 'resourcechanges',
    evidence: [],
    ...more,
  };
}

describe('mergeChanges', () => {
  it('makes one of what both records tell, with the author that one of them knows', () => {
    const values = { 'properties.minimalTlsVersion': { from: '1.2', to: '1.0' } };
    const graph = change({ by: 'System', byType: 'System', values });
    const log = change({
      resourceId: serverId(A, 'ONE'),
      correlationId: 'C1',
      operation: 'Microsoft.Sql/servers/write',
      source: 'activity-log',
    });

    expect(mergeChanges([graph], [log, log])).toEqual([
      { ...graph, by: 'ann@example.com', byType: 'User', operation: 'Microsoft.Sql/servers/write' },
    ]);
  });

  it('keeps what one record alone tells, in the order of time', () => {
    const early = change({
      correlationId: null,
      at: '2026-11-21T01:30:00.000Z',
      source: 'activity-log',
    });
    const child = change({
      resourceId: `${serverId(A, 'one')}/databases/d/transparentDataEncryption/current`,
      source: 'activity-log',
    });
    const graph = change({ at: '2026-11-21T03:00:00.000Z' });

    expect(mergeChanges([graph], [child, early])).toEqual([early, child, graph]);
  });
});

async function readWith(answers: { readonly graph: ArmAnswer; readonly log: ArmAnswer }) {
  await using server = await startArmServer(({ method }) =>
    method === 'POST' ? answers.graph : answers.log,
  );
  const { azure } = await openAzure(server, { limits: { maxAttempts: 1 } });
  const scope = createScopeReader({ azure, clock: realClock });
  const changes = scope.changes([A.toUpperCase()], SINCE, AbortSignal.timeout(10_000));
  const reading = await changes.get(A);
  await azure.close();
  return { reading, requests: server.requests };
}

const GRAPH_ROW = {
  id: `${serverId(A, 'one')}/providers/Microsoft.Resources/changes/1`,
  subscriptionId: A.toUpperCase(),
  properties: {
    targetResourceId: serverId(A, 'one'),
    changeType: 'Update',
    changes: { 'properties.minimalTlsVersion': { previousValue: '1.2', newValue: '1.0' } },
    changeAttributes: {
      timestamp: '2026-11-21T02:00:00Z',
      correlationId: 'c1',
      changedBy: 'ann@example.com',
      changedByType: 'User',
      clientType: 'Azure Portal',
    },
  },
};
const graphOf = (row: unknown): ArmAnswer => ({ body: { totalRecords: 1, count: 1, data: [row] } });
const event = (status: string, action: string) => ({
  resourceId: `${serverId(A, 'one')}/databases/d`,
  operationName: { value: action },
  status: { value: status },
  subStatus: { value: '' },
  eventTimestamp: '2026-11-21T02:30:00.1234567Z',
  caller: 'bob@example.com',
  correlationId: 'c2',
  authorization: { action, scope: '/y' },
});
const LOG = {
  body: {
    value: [
      event('Started', 'Microsoft.Sql/servers/databases/write'),
      event('Succeeded', 'Microsoft.Sql/servers/databases/write'),
      event('Failed', 'Microsoft.Sql/servers/databases/delete'),
      event('Succeeded', 'Microsoft.Sql/servers/databases/read'),
    ],
  },
};

describe('changes', () => {
  it('reads both records: values and authors, and only what succeeded in writing', async () => {
    const { reading, requests } = await readWith({ graph: graphOf(GRAPH_ROW), log: LOG });

    expect(reading).toMatchObject({
      status: 'collected',
      value: [
        {
          by: 'ann@example.com',
          client: 'Azure Portal',
          at: '2026-11-21T02:00:00.000Z',
          values: { 'properties.minimalTlsVersion': { from: '1.2', to: '1.0' } },
        },
        {
          by: 'bob@example.com',
          kind: 'update',
          operation: 'Microsoft.Sql/servers/databases/write',
          source: 'activity-log',
        },
      ],
    });
    expect(requests[0]?.body).toContain(`datetime(${SINCE})`);
    expect(requests[1]?.url.searchParams.get('$filter')).toContain(`eventTimestamp ge '${SINCE}'`);
  });

  it('reads a property that came, which had no value before, and one that went', async () => {
    const changes = {
      'properties.enablePurgeProtection': { newValue: 'true', propertyChangeType: 'Insert' },
      'tags.owner': { previousValue: 'ann', propertyChangeType: 'Remove' },
    };
    const row = { ...GRAPH_ROW, properties: { ...GRAPH_ROW.properties, changes } };
    const { reading } = await readWith({ graph: graphOf(row), log: LOG });

    expect(reading?.status === 'collected' ? reading.value[0]?.values : reading).toEqual({
      'properties.enablePurgeProtection': { from: null, to: 'true' },
      'tags.owner': { from: 'ann', to: null },
    });
  });

  it.each([
    ['Resource Graph fails', { graph: { status: 500 }, log: LOG }, 'ServerError'],
    [
      'the activity log fails',
      { graph: graphOf(GRAPH_ROW), log: { status: 403 } },
      'AuthorizationFailed',
    ],
    [
      'a change has no time',
      { graph: graphOf({ ...GRAPH_ROW, properties: {} }), log: LOG },
      'MalformedAnswer',
    ],
    [
      'an event has no time',
      { graph: graphOf(GRAPH_ROW), log: { body: { value: [{}] } } },
      'MalformedAnswer',
    ],
  ])('knows nothing when %s', async (_, answers, code) => {
    const { reading } = await readWith(answers);

    expect(reading).toMatchObject({ status: 'unavailable', code });
  });
});
