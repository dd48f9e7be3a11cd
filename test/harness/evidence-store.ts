import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Exchange } from '#domain/exchange.ts';
import type { ScanResult } from '#domain/scan.ts';
import { type AnswerStore, createAnswerStore } from '#evidence/answer-store.ts';
import type { SnapshotInput } from '#evidence/snapshot-input.ts';
import { renderCsv } from '#reports/csv.ts';
import { driftCsv } from '#reports/drift-csv.ts';
import { claimResult, databaseId, finding } from './findings.ts';
import { scanResult } from './scan-result.ts';

/** Never aborted. */
export const GO_ON: AbortSignal = new AbortController().signal;

/** An empty directory that goes away with the test. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'posture-evidence-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** An answer of Azure as the recorder hands it over. */
export function exchange(body: string, changes: Partial<Exchange> = {}): Exchange {
  return {
    operation: 'SQL databases of server sql-a',
    method: 'GET',
    url: 'https://management.azure.com/subscriptions/1/providers/Microsoft.Sql/servers?api-version=2023-08-01',
    requestBody: null,
    apiVersion: '2023-08-01',
    status: 200,
    headers: { date: 'Sat, 21 Nov 2026 03:00:00 GMT', 'x-ms-request-id': 'r-1' },
    startedAt: '2026-11-21T03:00:01.000Z',
    durationMs: 80,
    attempt: 1,
    body,
    ...changes,
  };
}

/** A store with one ended scan of three exchanges, and a result that rests on them. */
export async function keptScan(
  directory: string,
): Promise<{ readonly store: AnswerStore; readonly result: ScanResult }> {
  const store = createAnswerStore(directory);
  store.beginScan('scan-0001');
  const query = '{"query":"resources"}';
  store.keep(
    exchange('{"value":[1]}', {
      method: 'POST',
      url: 'https://management.azure.com/providers/Microsoft.ResourceGraph/resources',
      requestBody: query,
    }),
  );
  const first = store.keep(exchange('{"properties":{"retentionDays":7}}'));
  const second = store.keep(exchange('{"properties":{"retentionDays":35}}', { attempt: 2 }));
  await store.endScan(GO_ON);
  const findings = [
    finding({
      status: 'fail',
      evidence: [first],
      readFrom: [{ evidence: first, pointer: '/properties/retentionDays' }],
    }),
    finding({ resourceId: databaseId('db2'), evidence: [second] }),
    finding({ resourceId: databaseId('db3'), status: 'unknown', evidence: [] }),
  ];
  return { store, result: scanResult([claimResult(findings)], { scan: { id: 'scan-0001' } }) };
}

/** What a snapshot of this scan is made of; a case names only what it is about. */
export function snapshotInput(
  directory: string,
  store: AnswerStore,
  result: ScanResult,
  changes: Partial<SnapshotInput> = {},
): SnapshotInput {
  return {
    directory,
    result,
    population: [
      {
        document: 'flex',
        resourceId: databaseId('db1'),
        resourceType: 'microsoft.sql/servers/databases',
        location: 'westeurope',
        evidence: [],
      },
    ],
    excluded: [
      {
        document: 'flex',
        resourceId: databaseId('test'),
        resourceType: 'microsoft.sql/servers/databases',
        reason: '=exclude.tags env=test',
      },
    ],
    documents: [
      {
        statement: { id: 'flex', title: 'Flex', claims: [] },
        scope: { exclude: { resourceIds: [], resourceTypes: [], tags: { env: 'test' } } },
      },
    ],
    attestations: [],
    exceptions: [
      {
        claim: 'flex.pitr',
        resource: '*',
        reason: 'a, "b"',
        approvedBy: 'ciso',
        expires: '2026-12-31',
      },
    ],
    checks: [
      { id: 'z-check', version: '1', sha256: 'f'.repeat(64) },
      { id: 'a-check', version: '2', sha256: 'e'.repeat(64) },
    ],
    configurationSha256: 'c'.repeat(64),
    answers: store,
    rendered: { 'results/results.csv': renderCsv(result), 'results/drift.csv': driftCsv([]) },
    ...changes,
  };
}
