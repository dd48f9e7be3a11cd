import type { Instant } from '#domain/instant.ts';
import { type Digest, type Member, unavailable } from '#domain/reading.ts';
import type { Verdict } from '#domain/verdict.ts';
import { type Asking, type Item, judgeTranslation } from '#evaluation/judge-items.ts';
import type { Judgement } from '#evaluation/judgement.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import type { Backup } from '#traits/backup.ts';
import type { Question } from '#traits/define-check.ts';
import { type IsSaid, type NotSaid, notSaid, said } from '#traits/said.ts';
import type { Holds, Subject } from '#traits/subject.ts';
import type { Translation } from '#traits/trait.ts';

/** The instant of the questions in tests. */
export const NOW: Instant = '2026-11-21T03:00:00.000Z';

const DIGEST: Digest = `sha256:${'1'.repeat(64)}`;

/** A member of the answer that the tests' items are said in. */
export function member(pointer: string): Member {
  return { evidence: DIGEST, pointer };
}

/** A value as Azure said it. */
export function told<const T>(value: T, pointer = '/told'): IsSaid<T> {
  return said(value, [member(pointer)]);
}

/** What Azure did not say. */
export const UNTOLD: NotSaid = notSaid('Azure does not say', [member('')]);

export interface AskOptions {
  readonly with?: Readonly<Record<string, unknown>>;
  /** What the resource holds; a database if not said. */
  readonly holds?: Holds;
  readonly serves?: Subject['serves'];
  readonly locate?: Locate;
}

/** Asks a question of what a resource says of its trait, through the engine's own evaluation. */
export async function askQuestion<T extends Item>(
  question: Question,
  translation: Translation<T>,
  options: AskOptions = {},
): Promise<readonly Judgement[]> {
  const { with: given = {}, holds = 'database', serves = 'clients', locate = NOWHERE } = options;
  const asking: Asking = {
    question,
    parameters: question.parameters.parse(given),
    subject: { holds, serves, runs: 'provider' },
    entry: {
      resource: { id: '/subscriptions/1/providers/A.B/c/one', name: 'one', type: 'A.B/c' },
      groupTags: {},
      evidence: [DIGEST],
      readAt: Date.parse(NOW),
    },
    asOf: NOW,
    locate,
  };
  return await judgeTranslation(asking, translation, []);
}

/** The verdict on a resource whose items share one finding. */
export async function verdictOn<T extends Item>(
  question: Question,
  translation: Translation<T>,
  options: AskOptions = {},
): Promise<Verdict> {
  const [judgement] = await askQuestion(question, translation, options);
  if (judgement === undefined) throw new Error('nothing was judged');
  return judgement.verdict;
}

/** The status of the verdict. */
export async function statusOf<T extends Item>(
  question: Question,
  translation: Translation<T>,
  options: AskOptions = {},
): Promise<Verdict['status']> {
  return (await verdictOn(question, translation, options)).status;
}

/** A way of backup that says what it is given. */
export function backup(kind: Backup['kind'], more: Partial<Backup> = {}): Backup {
  return { kind, what: `${kind} backups`, by: 'policy', ...more };
}

/** A span of days, as Azure said it. */
export function days(count: number): Backup['keptFor'] {
  return told({ months: 0, days: count });
}

/** An item of a vault, with what it is a backup of. */
export function ofItem(holds: Holds | null, resource?: string): Partial<Backup> {
  const known = holds === null ? UNTOLD : told(holds);
  return { item: 'one', of: { holds: known, ...(resource === undefined ? {} : { resource }) } };
}

/** Nothing can be looked up. */
const NOWHERE: Locate = async (id) =>
  await Promise.resolve({
    is: 'not-known',
    why: unavailable('NotCollected', `${id} is not looked up here`),
  });

/** Whatever is looked up is in the scope, in West Europe. */
export const IN_SCOPE: Locate = async () =>
  await Promise.resolve({
    is: 'in-scope',
    evidence: [DIGEST],
    location: 'westeurope',
    at: [{ evidence: DIGEST, pointer: '/location' }],
  });

/** Whatever is looked up is gone. */
export const GONE: Locate = async () => await Promise.resolve({ is: 'gone', evidence: [DIGEST] });
