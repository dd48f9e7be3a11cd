import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Writable } from 'node:stream';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { createFullDiskHook } from '#cli/full-disk-log.ts';
import { isInContainer, isOnLoopback } from '#cli/service/reachable.ts';
import { EvidenceError } from '#domain/errors.ts';
import { machineFault } from '#domain/machine-fault.ts';
import { openStore } from '#store/open-store.ts';
import { runHere } from '../harness/posture-here.ts';
import { smallConfiguration } from '../harness/small-service.ts';

const LONG = 60_000;

type Env = Readonly<Record<string, string>>;

/** A process of its own: its words on standard error and its status, whatever ends it. */
function posture(args: readonly string[], env: Env = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/main.ts', ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: LONG,
  });
  return { status, stdout, stderr };
}

/** The same in this process, for what one process has shown to reach the person. */
async function postureHere(args: readonly string[], env: Env = {}) {
  const { exitCode, ...written } = await runHere(args, env);
  return { ...written, status: exitCode };
}

/** One sentence that says what and how to mend it, the contract's status, and no stack. */
function expectSentence(
  ran: Readonly<Record<'status' | 'stderr', unknown>> & { readonly stderr: string },
  ...words: readonly string[]
): void {
  for (const word of words) expect(ran.stderr).toContain(word);
  expect(ran.stderr).not.toMatch(/^\s+at /mu);
  expect(ran.stderr).not.toContain('unexpected');
  expect(ran.status).toBe(3);
}

describe('24: what is wrong with the machine is one sentence with its mend, and status 3', () => {
  it.each([
    ['the state is a file', (state: string) => writeFileSync(state, ''), 'is a file'],
    [
      'the state lies below a file',
      (state: string) => writeFileSync(join(state, '..', 'blocked'), ''),
      'is a file, or lies below one',
    ],
    [
      'the database is a folder',
      (state: string) => mkdirSync(join(state, 'state.db'), { recursive: true }),
      'cannot be opened',
    ],
    [
      'the lock is a folder',
      (state: string) => mkdirSync(join(state, 'writer.lock'), { recursive: true }),
      'cannot be opened',
    ],
    [
      'the evidence is a file',
      (state: string) => {
        mkdirSync(state);
        writeFileSync(join(state, 'evidence'), '');
      },
      'not writable',
    ],
  ])(
    'posture scan: %s',
    async (name, prepare, word) => {
      const { folder, config } = smallConfiguration();
      const state = join(folder, 'there');
      prepare(state);
      const used = name === 'the state lies below a file' ? join(folder, 'blocked/state') : state;
      const run = name === 'the state is a file' ? posture : postureHere;

      expectSentence(await run(['scan', '--config', config], { POSTURE_STATE: used }), word);
    },
    LONG,
  );

  it.each([
    [
      'a file that is no database',
      (file: string) => writeFileSync(file, 'x'.repeat(9_000)),
      'is no database of posture',
    ],
    [
      'a database of a newer version',
      (file: string) => {
        const db = new DatabaseSync(file);
        db.exec('PRAGMA user_version = 999');
        db.close();
      },
      'written by a newer version',
    ],
    ['a folder', (file: string) => mkdirSync(file), 'A first scan'],
  ])(
    'posture alerts list, on %s',
    async (name, prepare, word) => {
      const { folder, config } = smallConfiguration();
      const state = join(folder, 'there');
      mkdirSync(state);
      prepare(join(state, 'state.db'));
      const env = { POSTURE_STATE: state };
      const run = name === 'a file that is no database' ? posture : postureHere;

      expectSentence(await run(['alerts', 'list', '--config', config], env), word);
      expectSentence(await run(['alerts', 'replay', '--config', config], env));
    },
    LONG,
  );

  it(
    'posture run, port in use: nothing was made, and no run is noted as missed',
    async () => {
      const holder = createServer();
      const port = await new Promise<number>((done) => {
        holder.listen(0, '127.0.0.1', () => done((holder.address() as { port: number }).port));
      });
      const { folder, config } = smallConfiguration();
      writeFileSync(config, readFileSync(config, 'utf8').replace('port: 0', `port: ${port}`));

      // The system holds the port, whether anybody here answers or not.
      const ran = posture(['run', '--config', config]);
      holder.close();

      expectSentence(ran, `127.0.0.1:${port} is in use by another process`, 'server.port');
      expect(() => readFileSync(join(folder, 'state', 'state.db'))).toThrow('ENOENT');
      expect(() => readFileSync(join(folder, 'state', 'keys'))).toThrow('ENOENT');
    },
    LONG,
  );

  it(
    'posture simulate, port in use; posture scan, --out in a folder that is not there, before it scans',
    async () => {
      const holder = createServer();
      const port = await new Promise<number>((done) => {
        holder.listen(0, '127.0.0.1', () => done((holder.address() as { port: number }).port));
      });
      expectSentence(
        await postureHere(['simulate', '--port', String(port)]),
        'is in use by another process',
      );
      holder.close();
      const { folder, config } = smallConfiguration();

      const out = join(folder, 'no/there.json');
      const ran = await postureHere(['scan', '--config', config, '--out', out]);

      expectSentence(ran, 'Make the folder first');
      expect(() => readFileSync(join(folder, 'state', 'state.db'))).toThrow('ENOENT');
    },
    LONG,
  );

  it('knows the machine by codes, however deep, and nothing by texts', () => {
    const full = Object.assign(new Error('x'), { code: 'ENOSPC', path: '/data/x' });
    const deep = new EvidenceError('A', 'b', { cause: new Error('c', { cause: full }) });
    const sqlite = (errcode: number) =>
      Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode });

    expect(machineFault(deep)).toMatchObject({ code: 'ENOSPC', place: '/data/x', isFull: true });
    expect(machineFault(sqlite(13))).toMatchObject({ isFull: true });
    expect(machineFault(sqlite(26))).toMatchObject({ code: 'SQLITE_NOTADB', isFull: false });
    // Extended results carry the primary one in their low byte.
    expect(machineFault(sqlite(14 | (2 << 8)))).toMatchObject({ code: 'SQLITE_CANTOPEN' });
    expect(machineFault(new Error('ENOSPC: no space left'))).toBeUndefined();
    expect(machineFault('ENOSPC')).toBeUndefined();
  });

  it('keeps a state that is locked, or that nobody may use, apart from one in use', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'posture-locked-'));
    (await openStore(folder)).close();
    const other = new DatabaseSync(join(folder, 'state.db'));
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');

    await expect(openStore(folder)).rejects.toThrow(
      expect.objectContaining({ code: 'STORE_UNUSABLE' }) as Error,
    );
    other.close();
  });

  it('a full disk is one line until there is room, and then one more', () => {
    const lines: Record<string, unknown>[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(JSON.parse(chunk.toString('utf8')) as Record<string, unknown>);
        done();
      },
    });
    let now = 0;
    const log = pino({ hooks: { logMethod: createFullDiskHook(() => now) } }, sink);
    for (let n = 0; n < 125; n += 1) {
      now += 1_000;
      try {
        // The device of Linux that is always full.
        writeFileSync('/dev/full', 'x');
      } catch (cause) {
        const err = new EvidenceError('EVIDENCE_NOT_KEPT', 'Cannot keep an answer', { cause });
        log.child({ component: 'x' }).error({ err }, 'check failed');
      }
      log.info('goes on');
    }
    // A quarter of an hour later the next scan finds the same: nothing new is said.
    now += 15 * 60_000;
    log.info('goes on');
    now += 6 * 60_000;
    log.info('scan finished');

    const said = lines.map(({ msg }) => String(msg)).filter((msg) => msg !== 'goes on');
    expect(said).toEqual([
      'the disk is full: nothing is recorded until there is room, which is said once',
      'for 20 minutes nothing was refused for want of room',
      'scan finished',
    ]);
    expect(lines.find(({ msg }) => String(msg).includes('is full'))).toMatchObject({
      code: 'ENOSPC',
      during: 'check failed',
      level: 50,
    });
    expect(lines.at(-2)).toMatchObject({ untold: 124 });
  });

  it('the image listens where it can be reached, and a service that cannot be says so', () => {
    expect(readFileSync('Dockerfile', 'utf8')).toMatch(/^ENV .*POSTURE_SERVER_HOST=0\.0\.0\.0$/mu);
    expect(['127.0.0.1', '127.1.2.3', '::1', 'localhost'].every(isOnLoopback)).toBe(true);
    expect(['0.0.0.0', '::', '10.0.0.4'].some(isOnLoopback)).toBe(false);
    expect(isInContainer((path) => path === '/.dockerenv')).toBe(true);
    expect(isInContainer(() => false)).toBe(false);
  });
});
