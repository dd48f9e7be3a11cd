/** Lets one decision about the state be made at a time, in the order in which they were asked for. */
export interface DecisionLane {
  /** Runs `work` when those before it have ended, however they ended. Answers or rejects as `work` does. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Creates a free lane. Whoever decides about alerts reads the state first and records what follows: between the two nobody else may
 * record, or one of both would decide from what is no longer so.
 */
export function createDecisionLane(): DecisionLane {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async run(work) {
      const turn = last.then(work, work);
      last = turn.catch(() => undefined);
      return await turn;
    },
  };
}
