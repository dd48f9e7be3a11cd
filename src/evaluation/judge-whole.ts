import { notApplicable, pass, unknown, type Verdict } from '#domain/verdict.ts';
import type { Cell } from '#traits/cell.ts';
import type { NotSaid } from '#traits/said.ts';
import type { Beside, Elsewhere, Guarantee } from '#traits/trait.ts';
import { heldElsewhere } from './held-elsewhere.ts';
import type { Asking } from './judge-items.ts';
import type { Judgement } from './judgement.ts';
import { onEntry, placesOf, resting, restingOn, withProblem } from './resting.ts';

/** Judges what says nothing of its own: that another one has it, that the platform vouches for it, that it is not spoken of, or why nobody knows. */
export async function judgeWhole(
  asking: Asking,
  translation: Beside | Elsewhere | Guarantee | NotSaid,
  read: readonly Cell[],
): Promise<Judgement> {
  const { question, entry } = asking;
  if ('beside' in translation) {
    return resting(onEntry(notApplicable(translation.beside), entry), read, placesOf(read));
  }
  if ('elsewhere' in translation) return await judgedElsewhere(asking, translation, read);
  if ('always' in translation) {
    const { always, source, asOf } = translation;
    return onEntry(
      !answersFor(asking)
        ? unknown(`${always}; whether that is what is claimed is not said`, { expected: null })
        : pass(always, { expected: question.title, observed: { source, readOn: asOf } }),
      entry,
    );
  }
  const { why, problem, from } = translation;
  return withProblem(
    resting(onEntry(unknown(why, { expected: null }), entry), read, from),
    problem,
  );
}

/** Whether the platform's word answers the question. */
function answersFor({ question: { guaranteeAnswers: answers }, parameters }: Asking): boolean {
  return typeof answers === 'function' ? answers(parameters) : answers !== false;
}

async function judgedElsewhere(
  { entry, locate }: Asking,
  translation: Elsewhere,
  read: readonly Cell[],
): Promise<Judgement> {
  const { standing, evidence } = await heldElsewhere(translation, locate);
  const { elsewhere: observed, from = [] } = translation;
  const members = from.length > 0 ? from : placesOf(read);
  const told = (verdict: Verdict): Judgement => {
    return restingOn(resting(onEntry(verdict, entry), read, members), evidence);
  };
  return 'beside' in standing
    ? told(notApplicable(standing.beside, observed))
    : withProblem(told(unknown(standing.why, { expected: null, observed })), standing.problem);
}
