/**
 * How a violation ended, or ceased to be watched. Each has its own name, and people read no other word for it.
 * - `passes`: it was read, and is as claimed; people read *restored*
 * - `gone`: the resource, or the item, was seen to be gone
 * - `left-scope`: it still failed when the statement ceased to speak of it, by a tag, a group or the configuration
 * - `excepted`: it still deviates, under an approved exception
 * - `claim-changed`: it is as it was, and the claim asks something else than before
 * - `not-claimed`: the document, the claim or its check is no longer made, or no longer bears on its type
 * - `not-applicable`: it is of a kind now that the claim does not speak of
 * - `back-in-scope`: for what had left the scope: the statement speaks of it again
 * - `accepted`: for what had left the scope: somebody has acknowledged that it did
 */
export const FINDING_ENDS = [
  'passes',
  'gone',
  'left-scope',
  'excepted',
  'claim-changed',
  'not-claimed',
  'not-applicable',
  'back-in-scope',
  'accepted',
] as const;

export type FindingEnd = (typeof FINDING_ENDS)[number];

/** The name of each end, as people read it. */
export const END_NAMES: Readonly<Record<FindingEnd, string>> = {
  passes: 'restored',
  gone: 'gone',
  'left-scope': 'left the scope',
  excepted: 'excepted',
  'claim-changed': 'claim changed',
  'not-claimed': 'no longer claimed',
  'not-applicable': 'no longer concerned',
  'back-in-scope': 'back in scope',
  accepted: 'accepted',
};

/** A sentence for each. */
const END_SENTENCES: Readonly<Record<FindingEnd, string>> = {
  passes: 'It is as claimed again.',
  gone: 'It was seen to be gone.',
  'left-scope': 'It left the scope, still failing: the statement no longer speaks of it.',
  excepted: 'It still deviates, under an approved exception.',
  'claim-changed': 'Nothing was mended: the claim asks something else than before.',
  'not-claimed': 'It is no longer claimed; nobody has mended it as far as is known.',
  'not-applicable': 'The claim no longer bears on it.',
  'back-in-scope': 'The statement speaks of it again.',
  accepted: 'Somebody accepted that it left the scope.',
};

/** Ends that were seen in Azure; all others are the doing of people elsewhere, or of the configuration. */
export const READ_ENDS: ReadonlySet<FindingEnd> = new Set(['passes', 'gone', 'not-applicable']);

/** How a finding ended. */
export interface EndedBecause {
  readonly because: FindingEnd;
  /** A clause for people: by which tag, group, exception or change of the claim; null where there is no more to say. */
  readonly how: string | null;
}

/** Why a recorded finding has no counterpart in a scan. */
export interface Absent extends EndedBecause {
  readonly because: 'gone' | 'left-scope' | 'not-claimed';
  /** Who wrote it: in Azure, or in the monitor's own configuration. */
  readonly where: 'azure' | 'configuration';
}

/** Its end in one sentence and, where known, by what. */
export function endInWords({ because, how }: EndedBecause): string {
  const sentence = END_SENTENCES[because];
  return how === null ? sentence : `${sentence.replace(/\.$/u, '')}: ${how}.`;
}

/** How several ended: the one name, or how many of each. */
export function endsInWords(ends: readonly FindingEnd[]): string {
  const counts = new Map<FindingEnd, number>();
  for (const end of ends) counts.set(end, (counts.get(end) ?? 0) + 1);
  const [only, ...others] = counts.keys();
  if (only !== undefined && others.length === 0) return END_NAMES[only];
  return [...counts].map(([end, count]) => `${String(count)} ${END_NAMES[end]}`).join('; ');
}
