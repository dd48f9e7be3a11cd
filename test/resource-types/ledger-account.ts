import type { ArmType } from '../harness/arm-schema.ts';

/** What stands in every answer of Azure Resource Manager, and why no trait needs to read it. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  id: 'every answer is held against its question before anything is read from it',
  name: 'as the id',
  type: 'as the id',
  etag: 'a number of the writing',
  eTag: 'a number of the writing',
  'tags/**': 'read by the scope',
  'systemData/**': 'who wrote it last; the change records say that for each write',
  'properties/provisioningState': 'how the last writing went, not what is set',
};

/** Paths that a trait, or what decides whether a read is asked, has looked at; and those that were taken with all below. */
export interface Looked {
  readonly read: Set<string>;
  readonly whole: Set<string>;
}

/** What the files say of the answers of one resource type of Azure. */
export interface Account extends Looked {
  /** The same by the file that looked. */
  readonly by: Map<string, Looked>;
  /** Members that a file says nobody reads (with all below), by file and pattern. */
  readonly left: { readonly type: string; readonly read: string; readonly pattern: string }[];
}

export function emptyAccount(): Account {
  return { read: new Set(), whole: new Set(), by: new Map(), left: [] };
}

/** Members that nobody reads and nobody leaves, whole branches as `a/**`. */
export function unaccounted({ leaves }: ArmType, account: Account): readonly string[] {
  const patterns = [...Object.keys(EVERYWHERE), ...account.left.map(({ pattern }) => pattern)];
  const open = leaves.filter(
    ({ path, isWriteOnly }) => !isWriteOnly && !isRead(path, account) && !isLeft(path, patterns),
  );
  return collapsed(
    open.map(({ path }) => path),
    leaves.map(({ path }) => path),
  );
}

/** Members that are said to be left although a trait reads them, or that the definitions do not have. */
export function wronglyLeft({ leaves }: ArmType, { left, by }: Account): readonly string[] {
  return left.flatMap(({ type, read, pattern }) => {
    const meant = leaves.filter(({ path }) => isLeft(path, [pattern]));
    if (meant.length === 0) return [`${pattern} (${type}, ${read}): there is no such member`];
    const own = by.get(type);
    return own !== undefined && meant.every(({ path }) => isRead(path, own))
      ? [`${pattern} (${type}, ${read}): it is read`]
      : [];
  });
}

/** Whether a member was looked at, or taken with what it stands in. */
export function isRead(path: string, { read, whole }: Looked): boolean {
  const keys = path.split('/');
  const isThis = (noted: string): boolean => fits(noted.split('/'), keys);
  // A list of texts is read by reading its elements.
  const isElement = (noted: string): boolean => fits(noted.split('/'), [...keys, '*']);
  if ([...read].some((noted) => isThis(noted) || isElement(noted))) return true;
  return [...whole].some(
    (noted) => noted === '' || fits(noted.split('/'), keys.slice(0, noted.split('/').length)),
  );
}

/** Whether a path that was read is that of a definition, in which `*` stands for any name. */
function fits(noted: readonly string[], keys: readonly string[]): boolean {
  return (
    noted.length === keys.length && keys.every((key, index) => key === '*' || key === noted[index])
  );
}

/** Who leaves a member leaves all that is below it. `**` at the start stands for any branch, `*` at an end of a name for any rest. */
function isLeft(path: string, patterns: readonly string[]): boolean {
  const keys = path.split('/');
  return patterns.some((pattern) => {
    const branch = pattern.replace(/\/\*\*$/u, '').split('/');
    const [first, ...rest] = branch;
    if (first === '**') return keys.some((_, start) => begins(rest, keys.slice(start)));
    return begins(branch, keys);
  });
}

function begins(branch: readonly string[], keys: readonly string[]): boolean {
  return (
    keys.length >= branch.length &&
    branch.every((key, index) => {
      const own = keys[index] ?? '';
      return key === own || (key.endsWith('*') && own.startsWith(key.slice(0, -1)));
    })
  );
}

/** Names a branch once where all of it is open. */
function collapsed(open: readonly string[], all: readonly string[]): readonly string[] {
  const isOpen = new Set(open);
  const named = open.map((path) => {
    const keys = path.split('/');
    for (let length = 1; length < keys.length; length += 1) {
      const branch = `${keys.slice(0, length).join('/')}/`;
      const below = all.filter((other) => other.startsWith(branch));
      if (below.length > 1 && below.every((other) => isOpen.has(other))) return `${branch}**`;
    }
    return path;
  });
  return [...new Set(named)];
}
