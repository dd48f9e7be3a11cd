import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStateForOperator, openStore, openStoreForReading } from '#store/open-store.ts';
import { databaseId, finding } from '../harness/findings.ts';
import { codeOf } from './codes.ts';
import { createSteps } from './steps.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'posture-store-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe('a state in a file', () => {
  it('refuses what a newer version wrote, and leaves it as it is', async () => {
    (await openStore(directory)).close();
    const db = new DatabaseSync(join(directory, 'state.db'));
    db.exec('PRAGMA user_version = 99');
    db.close();

    expect(await codeOf(openStore(directory))).toBe('STORE_TOO_NEW');
    expect(await codeOf(openStoreForReading(directory))).toBe('STORE_OTHER_VERSION');
  });

  it('refuses a damaged file', async () => {
    const store = await openStore(directory);
    const findings = Array.from({ length: 200 }, (_, n) =>
      finding({ resourceId: databaseId(`db${String(n)}`) }),
    );
    await store.recordScan(createSteps().next(findings));
    store.close();
    const file = join(directory, 'state.db');
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 8192, 8192 + 40_960);
    writeFileSync(file, bytes);

    expect(await codeOf(openStore(directory))).toBe('STORE_DAMAGED');

    truncateSync(file, 5000);
    expect(await codeOf(openStore(directory))).toMatch(/STORE_(DAMAGED|UNUSABLE)/u);
  });

  it('answers an operator where there is no state, and makes none', async () => {
    await expect(openStateForOperator(join(directory, 'none'))).rejects.toThrow(
      /no readable state/u,
    );
    await expect(openStateForOperator(directory)).rejects.toThrow(/no readable state/u);
  });

  it('brings an older state up to date where nobody holds it, and refuses where somebody does', async () => {
    const old = new DatabaseSync(join(directory, 'state.db'));
    old.exec(readFileSync(join(import.meta.dirname, 'fixtures', 'schema-2.sql'), 'utf8'));
    old.close();
    const lock = new DatabaseSync(join(directory, 'writer.lock'));
    lock.exec('BEGIN EXCLUSIVE');

    await expect(openStateForOperator(directory)).rejects.toThrow(/has schema 2/u);

    lock.close();
    const operator = await openStateForOperator(directory);
    expect(await operator.openAlerts()).toHaveLength(1);
    operator.close();
  });
});
