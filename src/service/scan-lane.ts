/** Lets one piece of work run at a time. */
export interface ScanLane {
  /** What runs now; undefined while the lane is free. */
  readonly running: string | undefined;
  /**
   * Runs `work` now, or answers `busy` without running it: what comes due meanwhile is skipped, never stacked. With `wait`, it runs
   * as soon as the lane is free. Rejects with what `work` threw.
   */
  run(
    name: string,
    work: (signal: AbortSignal) => Promise<void>,
    how?: { readonly wait: boolean },
  ): Promise<'ran' | 'busy'>;
  /** Aborts what runs, lets nothing more start, and waits for the end of what runs. */
  stop(): Promise<void>;
}

/** Creates a free lane. */
export function createScanLane(): ScanLane {
  const stopping = new AbortController();
  const lane: { current?: { readonly name: string; readonly over: Promise<void> } } = {};
  return {
    get running() {
      return lane.current?.name;
    },
    async run(name, work, { wait } = { wait: false }) {
      // Asked again after each wait, with nothing in between: of two that wait, the second finds the lane taken and waits on.
      if (wait) while (lane.current !== undefined) await lane.current.over.catch(() => undefined);
      if (lane.current !== undefined || stopping.signal.aborted) return 'busy';
      const over = work(stopping.signal);
      lane.current = { name, over };
      try {
        await over;
        return 'ran';
      } finally {
        delete lane.current;
      }
    },
    async stop() {
      stopping.abort(new Error('the service stops'));
      await lane.current?.over.catch(() => undefined);
    },
  };
}
