import type { Clock } from '#domain/clock.ts';
import { type Instant, toInstant } from '#domain/instant.ts';

/** Why a scheduled run did not take place. */
export interface MissedRun {
  readonly task: string;
  readonly at: Instant;
  readonly because: string;
}

/** Lets one piece of work run at a time; what comes due meanwhile is not stacked but noted as missed. */
export interface ScanLane {
  /** Runs `work` now, or notes that it was missed. Resolves when it is over; rejects with what `work` threw. */
  run(task: string, work: (signal: AbortSignal) => Promise<void>): Promise<'ran' | 'missed'>;
  /** Aborts what runs and waits for its end, at most `milliseconds`. */
  stop(milliseconds: number): Promise<void>;
}

/** Creates a lane; `onMissed` records a run that did not take place. */
export function createScanLane(options: { readonly clock: Clock; readonly onMissed: (missed: MissedRun) => void }): ScanLane {
  const stopping = new AbortController();
  let running: { readonly task: string; readonly over: Promise<unknown> } | undefined;
  return {
    async run(task, work) {
      if (stopping.signal.aborted) return 'missed';
      if (running !== undefined) {
        const because = `${running.task} was still running`;
        options.onMissed({ task, at: toInstant(options.clock.now()), because });
        return 'missed';
      }
      const over = work(stopping.signal);
      running = { task, over };
      try {
        await over;
        return 'ran';
      } finally {
        running = undefined;
      }
    },
    async stop(milliseconds) {
      stopping.abort(new Error('the service stops'));
      const over = running?.over.catch(() => undefined);
      const late = new AbortController();
      await Promise.race([over, options.clock.sleep(milliseconds, late.signal).catch(() => undefined)]);
      late.abort();
    },
  };
}
