import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Silence } from '#domain/silence.ts';
import { openStateForOperator, openStore, openStoreForReading } from '#store/open-store.ts';
import { openBeside } from '#store/postgres/open-database.ts';
import { onPostgres } from '../harness/engines.ts';
import { databaseId, finding, minute } from '../harness/findings.ts';
import { onServer, POSTGRES, postgresServer } from '../harness/postgres-server.ts';
import { alert, alertRecord, silence } from './alerts.ts';
import { codeOf } from './codes.ts';
import { createSteps } from './steps.ts';
import { entry, wholeLog } from './whole-log.ts';

/** Ends the sessions that hold a lock of this state: its writer, and whoever is in the middle of a transaction. */
const CUT_OFF = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
  AND CAST(objid AS bigint) = CAST(hashtext(current_schema()) AS bigint) & 4294967295`;

onPostgres('a state on PostgreSQL', ({ alone, shared }) => {
  it('goes on after the connection was cut, with nothing lost', async () => {
    const place = await alone();
    const store = await openStore(place);
    await store.appendLog([entry(1)]);

    await onServer(place, CUT_OFF);
    await wait(100);
    await store.appendLog([entry(2)]);
    await onServer(place, CUT_OFF);
    await wait(100);

    expect(await wholeLog(store)).toHaveLength(2);
    store.close();
  });

  it('undoes a transaction whose connection is cut in its middle, and says so', async () => {
    const place = await alone();
    const engine = await openBesideNew(place);
    const put = "INSERT INTO meta (name, value) VALUES (?, 'x')";

    const cut = engine.transaction(async () => {
      await engine.connection.run(put, 'a');
      await onServer(place, CUT_OFF);
      await engine.connection.run(put, 'b');
    });

    await expect(cut).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    const found = async () =>
      await engine.connection.all("SELECT name FROM meta WHERE name IN ('a', 'b', 'c')");
    expect(await engine.read(found)).toEqual([]);
    await engine.transaction(async () => await engine.connection.run(put, 'c'));
    expect(await engine.read(found)).toEqual([{ name: 'c' }]);
    engine.close();
  });

  it('never says that it kept a transaction in which something failed, although nobody looked at the failure', async () => {
    const engine = await openBesideNew(await alone());
    const { run } = engine.connection;

    const written = engine.transaction(async () => {
      await run("INSERT INTO meta (name, value) VALUES ('a', 'x')");
      await run("INSERT INTO meta (name, value) VALUES ('a', NULL)").catch(() => undefined);
    });

    await expect(written).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    engine.close();
  });

  it('does not write on where another service wrote while it was cut off', async () => {
    const place = await shared();
    const first = await openStore(place);
    await onServer(place, CUT_OFF);
    const second = await openStore(place);
    await second.appendLog([entry(1)]);

    expect(await codeOf(first.appendLog([entry(2)]))).toBe('STORE_IN_USE');
    second.close();
    await expect(first.appendLog([entry(2)])).rejects.toThrow(/Another posture service wrote/u);
    first.close();

    const third = await openStore(place);
    expect(await wholeLog(third)).toHaveLength(1);
    third.close();
  });

  it('asks many questions and writes at the same time without mixing their answers', async () => {
    const place = await shared();
    const store = await openStore(place);
    const operator = await openStateForOperator(place);
    await store.recordAlerts(alertRecord(1, { alerts: [alert('a'), alert('b')] }));

    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const by: Silence = silence(`si_${String(n)}`);
        await (n % 2 === 0 ? store : operator).addSilence(by);
        return (await store.openAlerts()).map(({ id }) => id);
      }),
    );

    expect(answers).toEqual(Array.from({ length: 20 }, () => ['a', 'b']));
    expect(await wholeLog(store)).toHaveLength(22);
    operator.close();
    store.close();
  });

  it('keeps any text: in the order of its bytes, a NUL replaced', async () => {
    const store = await openStore(await alone());
    const names = ['a', 'B', 'ä', '\u{1F600}', '\u{FFFD}', '_'];
    const findings = names.map((name) => finding({ resourceId: databaseId(`x${name}`) }));
    await store.recordScan(createSteps().next(findings));
    await store.addSilence(silence('si_1', { reason: 'a\0b', by: '東京' }));

    const ordered = findings
      .map(({ resourceId }) => resourceId)
      .toSorted((a, b) =>
        Buffer.compare(Buffer.from(a.toLowerCase()), Buffer.from(b.toLowerCase())),
      );
    expect(await store.resourceIds()).toEqual(ordered);
    expect(await store.silences()).toMatchObject([{ reason: 'a\u{FFFD}b', by: '東京' }]);
    store.close();
  });

  it('says what hinders and how to mend it, and never the password', async () => {
    const { port } = await postgresServer(POSTGRES ?? '');
    const place = await alone();
    const refused = async (address: string): Promise<string> => {
      const error: unknown = await openStore(address).catch((cause: unknown) => cause);
      const said = error instanceof Error ? `${error.message} ${error.stack ?? ''}` : '';
      expect(error).toMatchObject({ exitStatus: 3 });
      expect(said).not.toContain('s3cret');
      return said;
    };
    const at = (end: string) => `postgres://posture:s3cret@127.0.0.1:${end}`;

    expect(await refused(at('1/posture'))).toContain(
      'the database posture at 127.0.0.1:1: nothing listens there',
    );
    expect(await refused(at(`${String(port)}/postgres`))).toContain('refuses the password');
    expect(await refused(place.replace('/postgres?', '/nowhere?'))).toContain(
      'has no such database. Make it (`CREATE DATABASE`)',
    );
    expect(await refused(place.replace(/search_path.*$/u, 'search_path%3Dnone'))).toContain(
      'has no schema that this user writes in',
    );
    await onServer(place, 'CREATE TABLE claim (n INTEGER)');
    expect(await refused(place)).toContain('holds tables already that are not of posture');
  });

  it('refuses what a newer version wrote, and leaves it as it is', async () => {
    const place = await shared();
    expect(await codeOf(openStoreForReading(place))).toBe('STORE_ABSENT');
    (await openStore(place)).close();
    await onServer(place, 'INSERT INTO posture_schema (version) VALUES (99)');

    expect(await codeOf(openStore(place))).toBe('STORE_TOO_NEW');
    expect(await codeOf(openStoreForReading(place))).toBe('STORE_TOO_NEW');
    expect(await codeOf(openStateForOperator(place))).toBe('STORE_TOO_NEW');
  });
});

/** The engine alone, on a state that was just made. */
async function openBesideNew(place: string) {
  const store = await openStore(place);
  await store.appendLog([{ type: 'service', at: minute(0), body: {} }]);
  store.close();
  return await openBeside(place);
}
