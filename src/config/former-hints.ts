import type { CheckUse } from '#domain/document.ts';
import {
  isFormerCheck,
  successorAmong,
  successorsOf,
  writtenToday,
} from '#domain/former-checks.ts';
import { valueAt } from './check-shape.ts';
import { insteadOfCheck } from './examined.ts';

/** What a claim that names checks of older versions has to say instead; undefined: it names none. */
export interface FormerUses {
  /** Of the first of them among the claim's checks. */
  readonly place: number;
  readonly check: string;
  readonly message: string;
}

type Use = Omit<CheckUse, 'with'> & {
  readonly with?: CheckUse['with'] | undefined;
  readonly planned?: boolean | undefined;
};

/** One message for all former checks of a claim: together they are one or two questions. */
export function formerUses(
  uses: readonly Use[],
  isCheck: (id: string) => boolean,
): FormerUses | undefined {
  const isFormer = ({ check }: Use): boolean => isFormerCheck(check) && !isCheck(check);
  const former = uses.filter(isFormer);
  const [first, ...others] = former;
  if (first === undefined) return undefined;
  const nor = others.length === 0 ? '' : `, nor ${others.map(({ check }) => check).join(', ')}`;
  const kept = new Set(uses.filter((use) => !isFormer(use)).map(inYaml));
  const asked = uses.filter((use) => use.planned !== true || isFormer(use));
  const instead = writtenToday(asked.map((use) => ({ check: use.check, with: use.with ?? {} })))
    .map(inYaml)
    .filter((use) => !kept.has(use));
  const write =
    instead.length === 0
      ? ''
      : `; in ${others.length === 0 ? 'its' : 'their'} place write ${instead.join(' and ')}`;
  const hints = former.flatMap(({ check }) => insteadOfCheck(check) ?? []);
  const message = `there is no check ${JSON.stringify(first.check)} any more${nor}${write}${hints.join('')}`;
  return { place: uses.indexOf(first), check: first.check, message };
}

/** Of an exception (`raw`) of a claim that asks for these checks, as far as is known; undefined: its check is no former one. */
export function formerException(
  check: string,
  asked: readonly string[] = successorsOf(check),
  raw: unknown,
  isCheck: boolean,
): string | undefined {
  if (isCheck || !isFormerCheck(check)) return undefined;
  // The claim may be written for the checks of then, too.
  const today = writtenToday(asked.map((one) => ({ check: one, with: {} }))).map(
    (use) => use.check,
  );
  const now = successorAmong(check, new Set(today));
  const isOfEach = successorsOf(check).length === 0;
  const told = isOfEach
    ? `each check of the claim is unknown to such a type now: name the one that is examined by other means, of ${today.join(', ')}`
    : now === undefined
      ? 'no check of the claim asks that now'
      : `${now} asks that now, of everything at once; an exception for it accepts whatever it finds there`;
  const observed =
    valueAt(raw, ['observed']) !== undefined
      ? '; what it observes is told in another form: take `observed` from a report of today, or leave it out'
      : '';
  return `there is no check ${JSON.stringify(check)} any more: ${told}${observed}`;
}

/** Wherever else a check is named; undefined: it is no former one. */
export function formerName(check: string): string | undefined {
  if (!isFormerCheck(check)) return undefined;
  const now = successorsOf(check);
  const told =
    now.length === 0 ? 'every check asks that by itself now' : `${now.join(' or ')} asks that now`;
  return `there is no check ${JSON.stringify(check)} any more: ${told}`;
}

/** A use as it stands in a document: `{ check: location, with: { within: EEA } }`. */
function inYaml({ check, with: given = {} }: Use): string {
  const parameters = Object.entries(given).map(([name, value]) => `${name}: ${flow(value)}`);
  return parameters.length === 0
    ? `{ check: ${check} }`
    : `{ check: ${check}, with: { ${parameters.join(', ')} } }`;
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  return typeof value === 'string' && isPlain(value) ? value : JSON.stringify(value);
}

/** Whether YAML reads it as the text that it is. */
function isPlain(text: string): boolean {
  return /^[A-Za-z][\w-]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off)$/iu.test(text);
}
