import { notApplicable, unknown, type Verdict } from '#domain/verdict.ts';
import { classifyType } from '#resource-types/without-file.ts';
import { type NotSaid, notSaid, type Said, said } from '#traits/said.ts';
import type { Subject } from '#traits/subject.ts';
import { type Asking, fromAnswer, type Item, onEntry } from './judge-items.ts';
import type { Judgement } from './judgement.ts';

/**
 * Judges a resource of a type that no file describes: by its location alone. To every other question that may bear on it, it is
 * unknown, by name; that it holds nothing and serves nobody is told by one table.
 */
export function judgeWithoutFile(asking: Asking): Judgement {
  const { question, parameters, entry, asOf, subject } = asking;
  const { type } = entry.resource;
  const known = classifyType(type);
  const isSpokenOf = known === undefined || question.speaksOf(subject, parameters);
  if (!isSpokenOf) {
    return onEntry(notApplicable(`${type} is nothing that the sentence speaks of`, type), entry);
  }
  if (question.figure !== undefined) {
    return onEntry(notApplicable(`No figure of ${type} is known here`, type), entry);
  }
  if (question.trait !== 'places') return onEntry(notKnown(type, known === undefined), entry);
  const place: Item = { kind: 'primary', what: 'resource', region: regionOf(asking) };
  if (question.picks?.(place, parameters) === false) {
    return onEntry(notKnown(type, known === undefined), entry);
  }
  const judged = fromAnswer(question.judge(place, { parameters, asOf }), entry, []);
  const { verdict } = judged;
  // Outside is outside, if it holds data; whether it has copies elsewhere, or holds any data, its row does not say.
  if (verdict.status === 'fail' && known !== undefined) return judged;
  if (verdict.status === 'pass' && known?.hasOnePlace === true) return judged;
  const doubt = notKnown(type, known === undefined);
  return {
    ...judged,
    verdict: unknown(`${verdict.reason}. ${doubt.reason}`, {
      expected: verdict.expected,
      observed: verdict.observed,
    }),
  };
}

/** What our table knows of a type without a file; of one that it does not know, that it may hold anything. */
export function subjectWithoutFile(type: string): Subject {
  const known = classifyType(type);
  return {
    holds: known?.holdsData === false ? 'nothing' : 'code',
    serves: known?.servesEndpoint === false ? 'nobody' : 'clients',
    runs: 'provider',
  };
}

function notKnown(type: string, isNew: boolean): Verdict {
  const what = isNew
    ? `The type ${type} is not known here`
    : `Nothing more is known here of ${type}`;
  return unknown(
    `${what}. Exclude it with scope.exclude.resourceTypes: ["${type}"], or except it by resourceType`,
    { expected: null, observed: type },
  );
}

function regionOf({ entry }: Asking): Said<string> | NotSaid {
  const { location } = entry.resource;
  const from = entry.at ?? entry.evidence.map((evidence) => ({ evidence, pointer: '' }));
  return location === null || location === undefined || location === ''
    ? notSaid('Azure names no region', from)
    : said(location, from);
}
