import { SingleBar } from 'cli-progress';

/** How far a long scan is. Every call is allowed in any order and any number of times. */
export interface Progress {
  /** A new part of the work begins; `total` may be 0 while it is not known. */
  begin(stage: string, total: number): void;
  /** So many are done, of so many that are known by now. */
  advance(done: number, total: number): void;
  /** Leaves the terminal as it was. */
  stop(): void;
}

/** A bar on a terminal; silent on everything else, so that a log or a pipe never sees it. */
export function createProgress(
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
): Progress {
  if (stream.isTTY !== true) return { begin: () => {}, advance: () => {}, stop: () => {} };
  const bar = new SingleBar({
    stream,
    format: '{stage} {bar} {value}/{total}  {duration_formatted}',
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
    // The scan decides when to stop; a signal handler of the bar would race with the graceful stop.
    gracefulExit: false,
  });
  let isRunning = false;
  const stop = (): void => {
    if (isRunning) bar.stop();
    isRunning = false;
  };
  return {
    begin(stage, total) {
      stop();
      bar.start(total, 0, { stage });
      isRunning = true;
    },
    advance(done, total) {
      if (!isRunning) return;
      bar.setTotal(total);
      bar.update(done);
    },
    stop,
  };
}
