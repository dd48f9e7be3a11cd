import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CURRENT_VERSION, schemaVersion } from '#store/migrate.ts';
import { openStore } from '#store/open-store.ts';
import { databaseId, finding, minute } from '../harness/findings.ts';
import { createSteps } from './steps.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'posture-migrate-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Writes a state file as an old version left it. */
function oldFile(version: number): void {
  const db = new DatabaseSync(join(directory, 'state.db'));
  db.exec(readFileSync(join(FIXTURES, `schema-${String(version)}.sql`), 'utf8'));
  db.close();
}

describe('migrate', () => {
  it('has an old file of every version but the current one', () => {
    const files = readdirSync(FIXTURES).filter((name) => name.startsWith('schema-'));

    expect(files).toHaveLength(CURRENT_VERSION - 1);
  });

  it('brings a file of schema 1 up to date with all that it held, and keeps a copy', async () => {
    oldFile(1);

    const store = openStore(directory);

    expect(await store.resourceIds()).toEqual([databaseId('db1')]);
    expect(
      (await store.findingsOf(databaseId('db1'))).map(({ finding: { claim, status } }) => [
        claim,
        status,
      ]),
    ).toEqual([
      ['flex.pitr', 'fail'],
      ['flex.tls', 'pass'],
    ]);
    expect(await store.claims()).toMatchObject([{ claim: 'flex.pitr', brokenSince: minute(0) }]);
    expect((await store.claimHistory('flex', 'flex.pitr', 9)).changes).toMatchObject([
      { kind: 'found-failing' },
    ]);
    expect(await store.scans(9)).toMatchObject([{ id: 'scan-1' }]);
    expect(await store.missedRuns(9)).toHaveLength(1);
    expect(await store.watermark('feed')).toBe(minute(0));
    const told = createSteps(['hook']).next([finding({ status: 'fail' })]);
    expect(await store.recordScan(told)).toBe('recorded');
    expect(await store.openAlerts()).toHaveLength(1);
    store.close();

    const copy = new DatabaseSync(join(directory, 'state.schema-1.db'), { readOnly: true });
    expect(schemaVersion(copy)).toBe(1);
    expect(copy.prepare('SELECT count(*) AS n FROM finding').get()).toEqual({ n: 2 });
    copy.close();
  });

  it('is not stopped by the copy that a crash left half written', () => {
    oldFile(1);
    writeFileSync(join(directory, 'state.schema-1.db'), 'half');

    openStore(directory).close();

    expect(readFileSync(join(directory, 'state.schema-1.db')).byteLength).toBeGreaterThan(4096);
  });

  it('makes no copy of a new or an up-to-date file', () => {
    openStore(directory).close();
    openStore(directory).close();

    expect(readdirSync(directory).filter((name) => name.includes('schema-'))).toEqual([]);
    expect(existsSync(join(directory, 'state.db'))).toBe(true);
  });
});
