import { StoreError } from '#domain/errors.ts';

/** What hinders the sign-in, by SQLSTATE, and how to mend it. Source: postgresql.org/docs/15/errcodes-appendix.html. */
const REFUSALS: ReadonlyMap<string, string> = new Map([
  [
    '28P01',
    'refuses the password. Give the right one in POSTURE_STATE, PGPASSWORD or a file that PGPASSFILE names',
  ],
  [
    '28000',
    'does not let this user in. Look at its name, at its right to sign in and at the rules of the server (pg_hba.conf)',
  ],
  ['3D000', 'has no such database. Make it (`CREATE DATABASE`), or name another one'],
  [
    '42501',
    'does not give this user the right to it. Grant it what posture needs: USAGE and CREATE on the schema, and the tables that it made',
  ],
  ['3F000', 'has no schema to write in. Make it (`CREATE SCHEMA`), or set another search_path'],
  [
    '42P07',
    'holds tables already that are not of posture. Give posture a database or a schema of its own',
  ],
  ['53300', 'has no connection to spare. Raise max_connections, or end what holds them'],
  [
    '53100',
    'has no room on its disk. Make room or enlarge it; what was written until then is whole',
  ],
  ['57P03', 'is just starting or stopping. Ask again in a moment'],
  ['57P01', 'ended the connection. Ask again in a moment'],
  ['55P03', 'is being written by another process for longer than posture waits. Ask again'],
  ['25006', 'can only be read: it is a standby. Name the primary server'],
]);

/** The same where no server answered, by Node's codes. Source: errno(3), dns. */
const UNREACHABLE: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens there. Start the server, or name its host and port'],
  ['ENOENT', 'there is no socket there. Start the server, or name its host'],
  ['ENOTFOUND', 'nobody knows this host. Name another, or look after the name service'],
  ['EAI_AGAIN', 'the name service does not answer. Ask again in a moment'],
  ['ETIMEDOUT', 'nothing answers. Look at the address and at the firewalls on the way'],
  ['EHOSTUNREACH', 'there is no way to this host. Look at the address and at the network'],
  ['ENETUNREACH', 'there is no way to its network. Look at the address and at the network'],
  ['ECONNRESET', 'the connection was cut. Ask again in a moment'],
  ['EPIPE', 'the connection was cut. Ask again in a moment'],
]);

/** SQLSTATE, or Node's code; empty where an error has none. */
function codeOf(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') return each.code;
    // Where a host has several addresses, each failed.
    const [first] = each instanceof AggregateError ? (each.errors as readonly unknown[]) : [];
    if (first !== undefined) return codeOf(first);
  }
  return '';
}

/** Where the state is, in words that may be shown and logged: without user, password and whatever else the address holds. */
export function placeOf(address: string): string {
  // Without a host the parameters name a socket.
  const { host, searchParams, pathname } = new URL(address.replace('@/', '@localhost/'));
  return `the database ${decodeURIComponent(pathname.slice(1))} at ${searchParams.get('host') ?? host}`;
}

/** A state that cannot be opened, with what mends it. */
export function cannotOpen(address: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const place = placeOf(address);
  const refusal = REFUSALS.get(codeOf(cause));
  if (refusal !== undefined)
    return new StoreError('STORE_UNUSABLE', `The state cannot be used: ${place} ${refusal}.`, {
      cause,
    });
  return new StoreError(
    'STORE_UNREACHABLE',
    `The state cannot be reached: ${place}: ${UNREACHABLE.get(codeOf(cause)) ?? said(cause)}.`,
    { cause },
  );
}

/** What a question failed of. */
export function cannotRead(address: string, cause: unknown): StoreError {
  return failed('STORE_UNREADABLE', 'The state could not be read', address, cause);
}

/** What a write failed of, as a person is told it. */
export function cannotWrite(address: string, cause: unknown): StoreError {
  const what = 'The state could not be written; nothing of it was kept';
  return failed('STORE_WRITE_FAILED', what, address, cause);
}

/** The connection was lost while the server was asked to keep what was written, and nobody answers any more whether it did. */
export function notKnownToBeKept(address: string, cause: unknown): StoreError {
  return new StoreError(
    'STORE_WRITE_FAILED',
    `The connection to ${placeOf(address)} was lost while it was being written; whether it was kept is not known.`,
    { cause },
  );
}

/** Nothing of posture's is there yet. */
export function absent(address: string): StoreError {
  return new StoreError(
    'STORE_ABSENT',
    `There is no readable state in ${placeOf(address)}. A first scan by the service makes it.`,
  );
}

/** Of another version than this program's. */
export function otherVersion(address: string, version: number, current: number): StoreError {
  const [code, mend] =
    version > current
      ? ['STORE_TOO_NEW', 'Use the newer version of posture that wrote it, or another database']
      : ['STORE_OTHER_VERSION', 'Start the service of this version once to bring it up to date'];
  const place = placeOf(address);
  return new StoreError(
    code,
    `The state in ${place} has schema ${String(version)}, this version of posture works with ${String(current)}. ${mend}.`,
  );
}

function failed(code: string, what: string, address: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const known = REFUSALS.get(codeOf(cause));
  const why = known === undefined ? said(cause) : `${placeOf(address)} ${known}`;
  return new StoreError(code, `${what}: ${why}.`, { cause });
}

function said(cause: unknown): string {
  const words = cause instanceof Error ? cause.message : '';
  return words === '' ? 'the server does not answer' : words.replace(/\.$/u, '');
}
