import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';

/** Where Debian puts them. */
const VERSIONS = '/usr/lib/postgresql';
const READY_MS = 30_000;

/** The folder of the server's programs; undefined where it is not installed. */
export const POSTGRES = existsSync(VERSIONS)
  ? readdirSync(VERSIONS)
      .map((version) => join(VERSIONS, version, 'bin'))
      .find((bin) => existsSync(join(bin, 'initdb')))
  : undefined;

/** Sees to it that the server ends with the run and leaves nothing behind, however the run ends. Arguments: run, folder, command. */
const WATCH = `run=$1; folder=$2; shift 2
"$@" & server=$!
while kill -0 $run 2>/dev/null && kill -0 $server 2>/dev/null; do sleep 1; done
kill -INT $server 2>/dev/null; wait $server; rm -rf "$folder"`;

/** Roles may sign in over the socket without a word, over TCP with their password. */
const RULES = 'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n';

export interface PostgresServer {
  /** Address of a database, for the superuser over the socket. */
  readonly address: string;
  readonly port: number;
}

/** The one server of a test run: whoever asks first starts it, with the processes of a run knowing each other by their parent. */
export async function postgresServer(bin: string): Promise<PostgresServer> {
  const folder = join(tmpdir(), `posture-postgres-${String(process.ppid)}`);
  const ready = join(folder, 'ready');
  if (claims(folder)) await start(bin, folder, ready);
  const end = performance.now() + READY_MS;
  while (!existsSync(ready)) {
    if (performance.now() > end) throw new Error(`no PostgreSQL: see ${join(folder, 'log')}`);
    await wait(50);
  }
  const port = Number(readFileSync(ready, 'utf8'));
  const host = encodeURIComponent(folder);
  return { address: `postgres://posture@/postgres?host=${host}&port=${String(port)}`, port };
}

/** Does one thing as the superuser. */
export async function onServer(address: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: address });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function claims(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o755 });
    return true;
  } catch {
    return false;
  }
}

async function start(bin: string, folder: string, ready: string): Promise<void> {
  const data = join(folder, 'data');
  // The server refuses to run as root.
  const isRoot = process.getuid?.() === 0;
  const as = isRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  const options = [
    '-D',
    data,
    '-U',
    'posture',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '-N',
  ];
  const [command = '', ...initdb] = [...as, join(bin, 'initdb'), ...options];
  execFileSync(command, initdb, { stdio: 'ignore', cwd: '/' });
  writeFileSync(join(data, 'pg_hba.conf'), RULES);
  const port = await freePort();
  // The tests kill clients and not the machine: nothing need reach the disk.
  const settings = ['fsync=off', 'max_connections=500', `unix_socket_directories=${folder}`];
  const where = ['-D', data, '-p', String(port), '-h', '127.0.0.1'];
  const how = settings.flatMap((setting) => ['-c', setting]);
  const server = [...as, join(bin, 'postgres'), ...where, ...how];
  const watch = spawn('sh', ['-c', WATCH, 'watch', String(process.ppid), folder, ...server], {
    stdio: 'ignore',
    detached: true,
    cwd: '/',
  });
  watch.unref();
  const host = encodeURIComponent(folder);
  const address = `postgres://posture@/postgres?host=${host}&port=${String(port)}`;
  const end = performance.now() + READY_MS;
  for (;;) {
    try {
      await onServer(address, 'SELECT 1');
      break;
    } catch (error) {
      if (performance.now() > end) throw error;
      await wait(50);
    }
  }
  writeFileSync(ready, String(port));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
