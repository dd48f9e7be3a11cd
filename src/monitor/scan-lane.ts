/** Lets one piece of work run at a time. */
export interface ScanLane {
  /** What runs now; undefined while the lane is free. */
  readonly running: string | undefined;
  /**
   * Runs `work` now, or answers `busy` without running it: what comes due meanwhile is skipped, never stacked. With `wait`, it runs
   * as soon as the lane is free. Rejects with what `work` threw.
   */
  run(name: string, work: (signal: AbortSignal) => Promise<void>, how?: { readonly wait: boolean }): Promise<'ran' | 'busy'>;
  /** Aborts what runs, lets nothing more start, and waits for the end of what runs. */
  stop(): Promise<void>;
}

/** Creates a free lane. */
export function createScanLane(): ScanLane {
  const stopping = new AbortController();
  let current: { readonly name: string; readonly over: Promise<void> } | undefined;
  return {
    get running() {
      return current?.name;
    },
    async run(name, work, { wait } = { wait: false }) {
      while (current !== undefined && wait) await current.over.catch(() => undefined);
      if (current !== undefined || stopping.signal.aborted) return 'busy';
      const over = work(stopping.signal);
      current = { name, over };
      try {
        await over;
        return 'ran';
      } finally {
        current = undefined;
      }
    },
    async stop() {
      stopping.abort(new Error('the service stops'));
      await current?.over.catch(() => undefined);
    },
  };
}
