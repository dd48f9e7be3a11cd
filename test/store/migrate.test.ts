import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Digest } from '#domain/reading.ts';
import { openStore } from '#store/open-store.ts';
import { CURRENT_VERSION, schemaVersion } from '#store/sqlite/migrate.ts';
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

function digest(digit: string): Digest {
  return `sha256:${digit.repeat(64)}`;
}

describe('migrate', () => {
  it('has an old file of every version but the current one', () => {
    const files = readdirSync(FIXTURES).filter((name) => name.startsWith('schema-'));

    expect(files).toHaveLength(CURRENT_VERSION - 1);
  });

  it('brings a file of schema 1 up to date with all that it held, and keeps a copy', async () => {
    oldFile(1);

    const store = await openStore(directory);

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

  it('brings a file of schema 2 up to date: its alerts get the life that they had, and messages on their way go on', async () => {
    oldFile(2);

    const store = await openStore(directory);

    const lived = {
      kind: 'violation',
      openedAt: minute(0),
      scansSeen: 2,
      confirmed: null,
      mute: null,
      hasUntoldNews: false,
      destinations: [
        { channel: 'hook', destinationVersion: '1' },
        { channel: 'log', destinationVersion: '1' },
      ],
    };
    const open = await store.openAlerts();
    expect(open).toMatchObject([
      { ...lived, state: 'firing', recoveringSince: null, resolvedAt: null, toldAt: minute(0) },
    ]);
    expect(await store.recentAlerts(9)).toMatchObject([
      { ...lived, state: 'resolved', recoveringSince: minute(1), toldAt: minute(1) },
      { state: 'firing' },
    ]);
    const [alert] = open;
    const [delivered, waiting] = await store.messages(alert?.id);
    expect(delivered).toMatchObject({
      state: 'delivered',
      attempts: [{ outcome: 'delivered', status: null, responseId: 'r', tookMs: 12 }],
      message: {
        kind: 'trigger',
        fallback: [],
        notification: { changedAt: minute(0), resolvedAt: null, notes: [], logIndex: null },
      },
    });
    expect(waiting).toMatchObject({ state: 'queued', attempts: [], message: { channel: 'log' } });
    const ending = await store.outbox.leaseNext(
      { name: 'hook', pages: true },
      minute(5),
      minute(6),
    );
    expect(ending).toMatchObject({ kind: 'resolve', notification: { resolvedAt: minute(1) } });
    expect(await store.log.size()).toBe(0);
    store.close();
  });

  it('brings a file of schema 3 up to date: findings keep their place, and an end that it called passes its name', async () => {
    oldFile(3);

    const store = await openStore(directory);

    const found = await store.findingsOf(databaseId('db1'));
    expect(found.map(({ finding: { claim, status } }) => [claim, status])).toEqual([
      ['flex.pitr', 'fail'],
      ['flex.tls', 'pass'],
    ]);
    const over = (await store.recentAlerts(9)).flatMap(({ members }) =>
      members.flatMap((member) => (member.kind === 'finding' ? [member.over?.because] : [])),
    );
    expect(over).toContain('passes');
    expect(await store.exceptionCovers()).toEqual([]);
    store.close();
  });

  it('brings a file of schema 4 up to date: findings keep their answers, and which members decided is known with the next reading', async () => {
    oldFile(4);

    const store = await openStore(directory);

    const before = await store.findingsOf(databaseId('db1'));
    expect(before.map(({ finding: { claim, item, evidence } }) => [claim, item, evidence])).toEqual(
      [
        ['flex.items', 'VM;vm-1', [digest('0')]],
        ['flex.items', 'VM;vm-2', [digest('0'), digest('1')]],
        ['flex.pitr', undefined, [digest('0')]],
        ['flex.tls', undefined, [digest('0')]],
      ],
    );
    expect(before.some(({ finding: one }) => 'readFrom' in one)).toBe(false);

    const readFrom = [{ evidence: digest('0'), pointer: '/properties/retentionDays' }];
    const scans = createSteps();
    for (const _earlier of await store.scans(9)) scans.next([]);
    const again = before.map(({ finding: one }) =>
      one.claim === 'flex.pitr' ? { ...one, readFrom } : one,
    );
    await store.recordScan(scans.next(again));
    const after = await store.findingsOf(databaseId('db1'));
    store.close();

    expect(after.map(({ finding: one }) => one.readFrom)).toEqual([
      undefined,
      undefined,
      readFrom,
      undefined,
    ]);
  });

  it('brings a file of schema 5 up to date: what former checks told is there as it was, and waits to be taken over', async () => {
    oldFile(5);

    const store = await openStore(directory);

    expect(await store.holdsFormer()).toBe(true);
    expect(
      (await store.findingsOf(databaseId('db1'))).map(({ finding: { check, status } }) => [
        check,
        status,
      ]),
    ).toContainEqual(['sql-point-in-time-retention', 'fail']);
    const nothing = { resources: [], alerts: [], covers: { removed: [], added: [] } };
    await store.takeOver({ ...nothing, doneAt: null });
    expect(await store.holdsFormer()).toBe(true);
    await store.takeOver({ ...nothing, doneAt: minute(9) });
    expect(await store.holdsFormer()).toBe(false);
    store.close();
  });

  it('brings a file of schema 6 up to date: nobody vouched for anything in it, and from now on somebody can', async () => {
    oldFile(6);

    const store = await openStore(directory);
    expect(await store.attestations()).toEqual([]);
    expect(await store.holdsFormer()).toBe(true);
    const recorded = { id: 'at_1', at: minute(1), by: 'jane' };
    const word = { claim: 'flex.dpa', by: 'Jane', date: '2026-01-01', proof: 'x', recorded };
    await store.attest(word);
    await store.attest(word);

    expect(await store.attestations()).toEqual([word]);
    expect(await store.log.find('attestation', { id: 'at_1' })).toBeDefined();
    store.close();
  });

  it('has nothing to take over in a file that is new, or without findings', async () => {
    const fresh = await openStore(directory);
    expect(await fresh.holdsFormer()).toBe(false);
    fresh.close();
    rmSync(join(directory, 'state.db'));
    oldFile(5);
    const old = new DatabaseSync(join(directory, 'state.db'));
    old.exec('DELETE FROM finding; DELETE FROM resource');
    old.close();

    const store = await openStore(directory);

    expect(await store.holdsFormer()).toBe(false);
    store.close();
  });

  it('keeps an alert of schema 2 that nobody was told of', async () => {
    oldFile(2);
    const old = new DatabaseSync(join(directory, 'state.db'));
    old.exec('DELETE FROM delivery_attempt; DELETE FROM outbox');
    old.close();

    const store = await openStore(directory);

    expect(await store.openAlerts()).toMatchObject([{ toldAt: null, destinations: [] }]);
    store.close();
  });

  it('is not stopped by the copy that a crash left half written', async () => {
    oldFile(1);
    writeFileSync(join(directory, 'state.schema-1.db'), 'half');

    (await openStore(directory)).close();

    expect(readFileSync(join(directory, 'state.schema-1.db')).byteLength).toBeGreaterThan(4096);
  });

  it('makes no copy of a new or an up-to-date file', async () => {
    (await openStore(directory)).close();
    (await openStore(directory)).close();

    expect(readdirSync(directory).filter((name) => name.includes('schema-'))).toEqual([]);
    expect(existsSync(join(directory, 'state.db'))).toBe(true);
  });
});
