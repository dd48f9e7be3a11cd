/** What the machine refused: a file, a disk, a port. No bug of ours, and nothing that Azure said. */
export interface MachineFault {
  /** `EACCES`, `ENOSPC`, …; SQLite's own results under the name of what they mean. */
  readonly code: string;
  /** What it was refused on; undefined: not said. */
  readonly place: string | undefined;
  /** What it means and how to mend it, to stand behind the place: `… cannot be written by this user. Give …`. */
  readonly meaning: string;
  /** The disk has no room: everything that is written fails for the same reason until it has. */
  readonly isFull: boolean;
}

const NOT_ALLOWED =
  'may not be used by the user that posture runs as. Give that user the right to it (in the image it is 10001: `chown 10001:10001`), or name another place';
const FULL =
  'lies on a disk that is full. Make room or enlarge the disk; what was written until then is whole';

/** Node's codes. Source: errno(3). */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['EACCES', NOT_ALLOWED],
  ['EPERM', NOT_ALLOWED],
  [
    'EROFS',
    'lies on a read-only file system. Mount a volume there that can be written, or name another place',
  ],
  ['ENOSPC', FULL],
  ['EDQUOT', FULL],
  [
    'EEXIST',
    'is a file where a folder is needed, or is there already. Name another place, or move it away',
  ],
  [
    'ENOTDIR',
    'is a file, or lies below one, where a folder is needed. Name another place, or move the file away',
  ],
  ['EISDIR', 'is a folder where a file is needed. Name another place, or move the folder away'],
  ['ENOENT', 'is not there. Make the folder first, or name another place'],
  ['ENAMETOOLONG', 'is too long a path for the file system. Name a shorter one'],
  ['ELOOP', 'is a symbolic link that leads in a circle. Name another place'],
  [
    'EMFILE',
    'could not be opened: the process has too many files open. Raise its limit (`ulimit -n`)',
  ],
  ['ENFILE', 'could not be opened: the machine has too many files open'],
  ['EIO', 'could not be read or written: the disk reports a fault. Look after the disk'],
  ['EADDRINUSE', 'is in use by another process: stop that one, or choose another port'],
  [
    'EADDRNOTAVAIL',
    'is no address of this machine. Listen on 127.0.0.1, on 0.0.0.0 in a container, or on an address that it has',
  ],
]);

/** SQLite's primary results (`errcode & 255`) as the codes above. Source: sqlite.org/rescode.html. */
const SQLITE: ReadonlyMap<number, readonly [string, string | undefined]> = new Map([
  [3, ['EACCES', undefined]],
  [
    5,
    [
      'SQLITE_BUSY',
      'is locked by another process for longer than posture waits. Ask again, or stop what holds it',
    ],
  ],
  [
    6,
    [
      'SQLITE_BUSY',
      'is locked by another process for longer than posture waits. Ask again, or stop what holds it',
    ],
  ],
  [
    8,
    [
      'EROFS',
      'can only be read: its folder or its file system lets nobody write, or not the user that posture runs as. Give that user the right to it, or name another place',
    ],
  ],
  [10, ['EIO', undefined]],
  [
    11,
    [
      'SQLITE_CORRUPT',
      'is damaged. Move it away and restore a copy; a new one begins with a first scan',
    ],
  ],
  [13, ['ENOSPC', undefined]],
  [
    14,
    [
      'SQLITE_CANTOPEN',
      'cannot be opened: it is not there, or the user that posture runs as may not open it or write beside it. Give that user the right to the folder, or name another place',
    ],
  ],
  [
    26,
    [
      'SQLITE_NOTADB',
      'is no database of posture. Name the directory of its state (`state`, POSTURE_STATE), or move the file away',
    ],
  ],
]);

/** The fault that lies behind an error, however deep; undefined where there is none. Decided by codes and never by texts. */
export function machineFault(error: unknown): MachineFault | undefined {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code, place } = codeOf(each);
    const [name, own] = code === 'ERR_SQLITE_ERROR' ? sqliteResult(each) : [code, undefined];
    const meaning = own ?? MEANINGS.get(name);
    if (meaning !== undefined)
      return { code: name, place, meaning, isFull: name === 'ENOSPC' || name === 'EDQUOT' };
  }
  return undefined;
}

function codeOf(error: Error): { readonly code: string; readonly place: string | undefined } {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if ('path' in error && typeof error.path === 'string') return { code, place: error.path };
  if ('port' in error && typeof error.port === 'number') {
    const host = 'address' in error && typeof error.address === 'string' ? error.address : '';
    return { code, place: `the address ${host}:${error.port}` };
  }
  return { code, place: undefined };
}

function sqliteResult(error: Error): readonly [string, string | undefined] {
  const result = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 255 : 0;
  return SQLITE.get(result) ?? ['', undefined];
}
