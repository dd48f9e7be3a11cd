import type { Read } from '#resource-types/define-read.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import { cellOf, listCell } from '#traits/cell.ts';
import type { ArmType } from '../harness/arm-schema.ts';
import { type Bodies, digestOf, withMember } from '../harness/judge-type.ts';
import { type NoteRead, recordingCell, recordingValue } from '../harness/recording-cell.ts';
import { type Account, isRead, type Looked } from './ledger-account.ts';
import { answersOf, basesOf, isMany, placeOf } from './ledger-bodies.ts';

const READ_AT = Date.parse('2026-11-21T06:00:00.000Z');

/** Adds to the accounts what one file reads under many bodies, and what it leaves. */
export function keepAccount(
  type: ResourceType,
  armTypeOf: (name: string) => ArmType | undefined,
  accountOf: (name: string) => Account,
): void {
  const explored = new Set<string>();
  for (const bodies of basesOf(type, armTypeOf))
    explore(type, bodies, armTypeOf, accountOf, explored);
  for (const [read, members] of Object.entries(type.leaves)) leave(type.reads[read], read, members);
  for (const read of Object.values(type.reads)) leave(read, read.name, read.leaves ?? {});

  function leave(
    read: Read | undefined,
    name: string,
    members: Readonly<Record<string, string>>,
  ): void {
    if (read === undefined)
      throw new Error(`${type.type} leaves members of ${name}, which it does not read`);
    const { left } = accountOf(answersOf(read));
    for (const pattern of Object.keys(members)) left.push({ type: type.type, read: name, pattern });
  }
}

/**
 * Notes what is looked at under some bodies; and where these show something that no others showed by themselves, under the same
 * with each member that was looked at having each of its values: what nobody looks at decides nothing.
 */
function explore(
  type: ResourceType,
  bodies: Bodies,
  armTypeOf: (name: string) => ArmType | undefined,
  accountOf: (name: string) => Account,
  explored: Set<string>,
): void {
  const seen = new Map<string, Looked>();
  const noteFor = (read: string): NoteRead => {
    const here = seen.get(read) ?? { read: new Set(), whole: new Set() };
    seen.set(read, here);
    const account = accountOf(answersOf(readNamed(type, read)));
    const own = account.by.get(type.type) ?? { read: new Set(), whole: new Set() };
    account.by.set(type.type, own);
    return (path, whole) => {
      for (const one of [here, own, account]) (whole ? one.whole : one.read).add(path);
    };
  };
  look(type, bodies, noteFor);
  const shown = [...seen].flatMap(([read, { read: paths, whole }]) =>
    [...paths, ...whole].map((path) => `${read} ${path}`),
  );
  if (shown.every((one) => explored.has(one))) return;
  for (const one of shown) explored.add(one);
  const tried = new Set<string>();
  for (let before = -1; before < tried.size; ) {
    before = tried.size;
    for (const [name, read] of Object.entries(type.reads)) {
      for (const { path, values } of armTypeOf(answersOf(read))?.leaves ?? []) {
        const here = seen.get(name);
        if (here === undefined || tried.has(`${name} ${path}`) || !isRead(path, here)) continue;
        tried.add(`${name} ${path}`);
        const place = placeOf(isMany(read) ? `0/${path}` : path, bodies[name]);
        for (const value of [...values, undefined])
          look(type, { ...bodies, [name]: withMember(bodies[name], place, value) }, noteFor, name);
      }
    }
  }
}

/** Lets everything that reads look at one set of bodies; `only`: what reads this answer. */
function look(
  type: ResourceType,
  bodies: Bodies,
  noteFor: (read: string) => NoteRead,
  only?: string,
): void {
  const about = { id: type.good.id, name: type.good.id.split('/').at(-1) ?? '' };
  const cellFor = (read: string) =>
    recordingCell(plainCell(type, read, bodies[read]), noteFor(read));
  const [first] = Object.keys(type.reads);
  if (first === undefined) throw new Error(`${type.type} has no read`);
  if (only === undefined || only === first) {
    type.setAside?.(cellFor(first), about);
    for (const read of Object.values(type.reads)) read.when?.(cellFor(first));
  }
  for (const [name, read] of Object.entries(type.reads)) {
    const rows = Array.isArray(bodies[name]) ? bodies[name] : [];
    if (read.kind === 'join')
      for (const row of rows) read.idsIn(recordingValue(row, noteFor(name)));
  }
  for (const translation of Object.values(type.traits)) {
    for (const saying of [translation].flat()) {
      if (!('say' in saying) || (only !== undefined && !saying.reads.includes(only))) continue;
      saying.say(saying.reads.map(cellFor), about);
    }
  }
}

function readNamed(type: ResourceType, name: string): Read {
  const read = type.reads[name];
  if (read === undefined) throw new Error(`${type.type} has no read called ${name}`);
  return read;
}

function plainCell(type: ResourceType, read: string, body: unknown) {
  const evidence = digestOf(type, read);
  const placed = (value: unknown, pointer: string) => ({
    value,
    readAt: READ_AT,
    at: { evidence, pointer },
  });
  if (!isMany(type.reads[read])) return cellOf(placed(body, ''));
  const rows: readonly unknown[] = Array.isArray(body) ? body : [];
  return listCell(
    rows.map((row, index) => placed(row, `/value/${index}`)),
    [{ evidence, pointer: '' }],
    READ_AT,
  );
}
