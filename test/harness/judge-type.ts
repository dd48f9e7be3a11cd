import type { Instant } from '#domain/instant.ts';
import { type Digest, type Reading, unavailable } from '#domain/reading.ts';
import type { Judgement } from '#evaluation/judgement.ts';
import { questionCheck } from '#evaluation/question-check.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import type { Question } from '#traits/define-check.ts';

/** The instant of every example: the bodies of `good` are of about this time. */
export const AS_OF: Instant = '2026-11-21T06:00:00.000Z';

const DIGEST: Digest = `sha256:${'0'.repeat(64)}`;

/** Bodies by read name: an object for an item or an element, a list for a group, or why it could not be read. */
export type Bodies = Readonly<Record<string, unknown>>;

/** A body that could not be read. */
export function unread(reading: Extract<Reading<unknown>, { status: 'unavailable' }>): unknown {
  return { [UNREAD]: reading };
}
const UNREAD = Symbol('unread');

/** The digest under which a read's body is kept here: a digest of its own for each read. */
export function digestOf(type: ResourceType, read: string): Digest {
  const index = Object.keys(type.reads).indexOf(read) + 1;
  return `sha256:${String(index).padStart(64, '0')}`;
}

/** Judges one resource of a type by the bodies that Azure would send, through the engine's own evaluation. */
export async function judgeType(
  question: Question,
  type: ResourceType,
  bodies: Bodies,
  given: Readonly<Record<string, unknown>> = {},
  { asOf = AS_OF, locate = NOWHERE }: { readonly asOf?: Instant; readonly locate?: Locate } = {},
): Promise<readonly Judgement[]> {
  const check = questionCheck(question, new Map([[type.type.toLowerCase(), type]]));
  const names = new Map(Object.entries(type.reads).map(([name, read]) => [read.name, name]));
  const readAt = Date.parse(asOf);
  const entry: InventoryEntry = {
    resource: { id: type.good.id, name: type.good.id.split('/').at(-1) ?? '', type: type.type },
    groupTags: {},
    evidence: [DIGEST],
    readAt,
  };
  return await check.judge(
    entry,
    question.parameters.parse(given),
    async (wanted) => {
      const name = names.get(wanted) ?? wanted;
      return await Promise.resolve(readingOf(type, name, bodies[name], readAt));
    },
    { asOf, locate },
  );
}

/** Whatever is looked up is there, in the scope, in North Europe. */
export const locateGood: Locate = async () =>
  await Promise.resolve({
    is: 'in-scope',
    evidence: [DIGEST],
    location: 'northeurope',
    at: [{ evidence: DIGEST, pointer: '/location' }],
  });

/** Nothing can be looked up. */
const NOWHERE: Locate = async (id) =>
  await Promise.resolve({
    is: 'not-known',
    why: unavailable('NotCollected', `${id} is not looked up here`),
  });

/** What reading an answer gives, where its body is this. */
export function readingOf(
  type: ResourceType,
  name: string,
  body: unknown,
  readAt: number,
): Reading<unknown> {
  const evidence = digestOf(type, name);
  if (body === undefined) {
    return {
      status: 'unavailable',
      code: 'NotFound',
      permission: null,
      detail: `no ${name}`,
      evidence: [evidence],
    };
  }
  const why = typeof body === 'object' && body !== null ? Reflect.get(body, UNREAD) : undefined;
  if (why !== undefined) return why as Reading<unknown>;
  const isGroup = ['group', 'join'].includes(type.reads[name]?.kind ?? '');
  const at = isGroup
    ? (body as readonly unknown[]).map((_, index) => ({ evidence, pointer: `/value/${index}` }))
    : [{ evidence, pointer: '' }];
  return { status: 'collected', value: body, evidence: [evidence], at, readAt };
}

/** The body with a member set, removed (`undefined`) or, for the empty path, replaced. */
export function withMember(body: unknown, path: string, value: unknown): unknown {
  if (path === '') return value;
  // Not a structured clone: that keeps one object that stands in two places one, and setting a member of one would set the other's.
  const copy: unknown = JSON.parse(JSON.stringify(body ?? {}));
  const keys = path.split('/');
  const last = keys.pop() ?? '';
  let at = copy as Record<string, unknown>;
  for (const key of keys) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

/** The bodies of a type's good resource, broken in one way. */
export function brokenBodies(
  type: ResourceType,
  set: ResourceType['breaks'][number]['set'],
): Bodies {
  const bodies: Record<string, unknown> = { ...type.good.bodies };
  for (const [read, members] of Object.entries(set)) {
    for (const [path, value] of Object.entries(members)) {
      bodies[read] = withMember(bodies[read], path, value);
    }
  }
  return bodies;
}
