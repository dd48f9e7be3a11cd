import type { Member } from '#domain/reading.ts';
import { notApplicable, unknown, type Verdict } from '#domain/verdict.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import { classifyType, runsOf } from '#resource-types/without-file.ts';
import { PLACE_KINDS, type Place } from '#traits/place.ts';
import type { Running } from '#traits/running.ts';
import { notSaid, type Said, said } from '#traits/said.ts';
import type { Subject } from '#traits/subject.ts';
import type { Asking } from './judge-items.ts';
import type { Judgement } from './judgement.ts';
import { fromAnswer, onEntry } from './resting.ts';

/**
 * Judges a resource of a type that no file describes: by its location alone. To every other question that may bear on it, it is
 * unknown, by name; that it holds nothing and serves nobody is told by one table.
 */
export function judgeWithoutFile(asking: Asking): Judgement {
  const { question, parameters, entry, subject } = asking;
  const { type } = entry.resource;
  const known = classifyType(type);
  if (!question.speaksOf(subject, parameters)) {
    return onEntry(notApplicable(`${type} is nothing that the sentence speaks of`, type), entry);
  }
  const doubt = notExamined(asking, known === undefined);
  const place: Place = { kind: 'primary', what: 'the resource', region: regionOf(asking) };
  const isAsked = ({ kind }: Pick<Place, 'kind'>): boolean =>
    question.picks?.({ ...place, kind }, parameters) ?? true;
  if (question.trait !== 'places' || question.judgeTogether !== undefined || !isAsked(place)) {
    return doubt;
  }
  const judged = fromAnswer(question.judge(place, asking), entry, []);
  const { status, expected, observed, reason } = judged.verdict;
  // Outside is outside, if it holds data; whether it has copies elsewhere, or holds any data, its row does not say.
  if (status === 'fail' && known !== undefined) return judged;
  const asksForMore = PLACE_KINDS.some((kind) => kind !== 'primary' && isAsked({ kind }));
  if (status === 'unknown' || (status === 'pass' && (known?.hasOnePlace === true || !asksForMore)))
    return judged;
  const told = unknown(`${reason}. ${doubt.verdict.reason}`, { expected, observed });
  return { ...doubt, verdict: told, readFrom: judged.readFrom ?? [] };
}

/** Who runs what is below a resource: by its type's file, by our table, or nobody knows. */
export function runningOf({ entry }: Asking, type: ResourceType | undefined): Running {
  const { type: what } = entry.resource;
  const from = placeOfRow(entry);
  const runs = type === undefined ? runsOf(what) : (type.runs ?? 'provider');
  return {
    what,
    by: runs === undefined ? notSaid(`The type ${what} is not known here`, from) : said(runs, from),
  };
}

/** What our table knows of a type without a file; one that it does not know may hold anything, a database among others. */
export function subjectWithoutFile(type: string): Subject {
  const known = classifyType(type);
  const isKeeper = /^microsoft\.keyvault\//iu.test(type);
  return {
    holds: isKeeper && known?.holdsData !== false ? 'keys' : (known?.holds ?? 'database'),
    serves: known?.servesEndpoint === false ? 'nobody' : 'clients',
    ...(known?.passesData === undefined ? {} : { passes: known.passesData }),
    runs: runsOf(type) ?? 'provider',
  };
}

/** Nothing reads the settings of the type: only an exception for it, or a scope without it, takes the doubt away. */
function notExamined({ entry, question }: Asking, isNew: boolean): Judgement {
  const { type } = entry.resource;
  const what = isNew
    ? `The type ${type} is not known here`
    : `Nothing is read here of ${type} about ${question.trait}`;
  const mend = `Exclude it with scope.exclude.resourceTypes: ["${type}"], or write an exception for resourceType ${type}, with who examines it by other means`;
  const verdict: Verdict = unknown(`${what}. ${mend}`, { expected: null, observed: type });
  return { ...onEntry(verdict, entry), problem: { code: 'NotCollected', permission: null } };
}

function regionOf({ entry }: Asking): Said<string> {
  const { location } = entry.resource;
  const from = placeOfRow(entry, '/location');
  return location === null || location === undefined || location === ''
    ? notSaid('Azure names no region', from)
    : said(location, from);
}

function placeOfRow({ at = [] }: InventoryEntry, member = ''): readonly Member[] {
  return at.map(({ evidence, pointer }) => ({ evidence, pointer: `${pointer}${member}` }));
}
