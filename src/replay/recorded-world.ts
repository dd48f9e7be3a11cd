import { createHash } from 'node:crypto';
import type { AskedQuestion, KeptOutcome } from '#azure/replayed-azure.ts';
import { questionKey } from '#evidence/kept-exchange.ts';
import { type Asking, askingsOf } from './askings.ts';
import type { RecordedSnapshot } from './recorded-snapshot.ts';

/** One consistent set of answers: every question always gets the same. */
export interface RecordedView {
  readonly answer: (question: AskedQuestion) => KeptOutcome;
}

/** The answers that a snapshot keeps, as the Azure that they were asked of. */
export interface RecordedWorld {
  /** As the scan heard it: a question that was asked twice is answered twice, what it did not ask by an earlier scan's answer. */
  readonly asHeard: RecordedView;
  /** A view in which these answers (64 hex digits) stand where a question has several; shared by all that can share one. */
  resting(on: readonly string[]): RecordedView;
  /** Questions that nothing was kept of; they were answered by a fault that says so. */
  readonly unrecorded: ReadonlySet<string>;
  /** Answers that the index names and that are not there. */
  readonly missing: ReadonlySet<string>;
}

/** Builds it; `scan` is the one that the snapshot is of. */
export function createRecordedWorld(
  snapshot: Pick<RecordedSnapshot, 'result' | 'exchanges' | 'body'>,
): RecordedWorld {
  const { id } = snapshot.result.scan;
  const askings = askingsOf(snapshot.exchanges);
  const byQuestion = Map.groupBy(inOrder(askings, id), ({ question }) => question);
  const byDigest = new Map<string, Asking[]>();
  for (const asking of askings) {
    for (const digest of asking.digests)
      byDigest.set(digest, [...(byDigest.get(digest) ?? []), asking]);
  }
  // A question that was withdrawn before its version was put in place stands in the index without the pinned one.
  const withdrawn = new Map(
    askings
      .filter(({ outcome }) => outcome.fault !== undefined)
      .map((asking) => [withoutVersion(asking.question), [asking]] as const),
  );
  const unrecorded = new Set<string>();
  const missing = new Set<string>();

  const outcomeOf = (question: string, asking: Asking | undefined): KeptOutcome => {
    if (asking === undefined) {
      unrecorded.add(question);
      return { fault: { code: 'NotCollected', message: 'nothing was recorded of this question' } };
    }
    const { fault, status, sha256, headers } = asking.outcome;
    if (fault !== undefined) return { fault };
    const body = snapshot.body(sha256);
    const date = headers['date'];
    if (body !== undefined) return { status, body, ...(date === undefined ? {} : { date }) };
    missing.add(sha256);
    return { fault: { code: 'NotCollected', message: 'the recorded answer is not kept any more' } };
  };
  const candidates = (question: string): readonly Asking[] =>
    byQuestion.get(question) ?? withdrawn.get(withoutVersion(question)) ?? [];

  const turns = new Map<string, number>();
  const asHeard: RecordedView = {
    answer(asked) {
      const question = keyOf(asked);
      const all = candidates(question);
      const turn = turns.get(question) ?? 0;
      turns.set(question, turn + 1);
      const own = all.filter(({ scan }) => scan === id);
      return outcomeOf(question, (own.length === 0 ? all : own)[turn] ?? own.at(-1) ?? all[0]);
    },
  };

  interface Chosen extends RecordedView {
    readonly choices: Map<string, Asking>;
  }
  const views: Chosen[] = [];
  const createView = (): Chosen => {
    const choices = new Map<string, Asking>();
    return {
      choices,
      answer(asked) {
        const question = keyOf(asked);
        const chosen = choices.get(question) ?? candidates(question)[0];
        if (chosen !== undefined) choices.set(question, chosen);
        return outcomeOf(question, chosen);
      },
    };
  };

  return {
    asHeard,
    unrecorded,
    missing,
    resting(on) {
      const digests = new Set(on);
      const wanted = new Map<string, Asking>();
      for (const { question } of on.flatMap((digest) => byDigest.get(digest) ?? [])) {
        const all = candidates(question);
        const asking = all.find(({ outcome }) => digests.has(outcome.sha256));
        if (all.length > 1 && asking !== undefined) wanted.set(question, asking);
      }
      const fits = ({ choices }: Chosen): boolean =>
        [...wanted].every(([question, asking]) => {
          const chosen = choices.get(question);
          return chosen === undefined || chosen.outcome.sha256 === asking.outcome.sha256;
        });
      let view = views.find(fits);
      if (view === undefined) views.push((view = createView()));
      for (const [question, asking] of wanted) view.choices.set(question, asking);
      return view;
    },
  };
}

/** This scan's first, in their order; then those of earlier scans, the newest first. */
function inOrder(askings: readonly Asking[], scan: string): readonly Asking[] {
  const earlier = askings.filter((asking) => asking.scan !== scan);
  earlier.sort((a, b) => (a.outcome.startedAt < b.outcome.startedAt ? 1 : -1));
  return [...askings.filter((asking) => asking.scan === scan), ...earlier];
}

function keyOf({ method, url, requestBody }: AskedQuestion): string {
  const requestSha256 =
    requestBody === null ? null : createHash('sha256').update(requestBody).digest('hex');
  return questionKey({ method, url, requestSha256 });
}

function withoutVersion(question: string): string {
  return question.replace(/([?&]api-version=)[^& ]*/iu, '$1');
}
