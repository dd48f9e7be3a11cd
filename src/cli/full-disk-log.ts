import type { LogFn, Logger } from 'pino';
import { machineFault } from '#domain/machine-fault.ts';

/** So long after the last refusal it counts as over: longer than from one scan to the next, or each scan would say it anew. */
const QUIET_MS = 20 * 60_000;

/**
 * A hook for pino that says a full disk once: everything that is written fails for one reason then, a hundred times a scan, and the log
 * often lies on the same disk. The first refusal is one line; the others are counted, and told when none has come for a while: that is all that is known of the disk here.
 */
export function createFullDiskHook(now: () => number) {
  let lastRefusalMs: number | undefined;
  let untold = 0;
  return function logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
    const [first, message] = args as readonly unknown[];
    const fault = machineFault(errorIn(first));
    const isOver = lastRefusalMs !== undefined && now() - lastRefusalMs > QUIET_MS;
    if (fault?.isFull !== true) {
      if (isOver) {
        method.call(this, { untold }, 'for 20 minutes nothing was refused for want of room');
        lastRefusalMs = undefined;
        untold = 0;
      }
      return method.apply(this, args);
    }
    const isKnown = lastRefusalMs !== undefined;
    lastRefusalMs = now();
    if (isKnown) {
      untold += 1;
      return;
    }
    const { code, place, meaning } = fault;
    method.call(
      this,
      { code, place, meaning, during: typeof message === 'string' ? message : undefined },
      'the disk is full: nothing is recorded until there is room, which is said once',
    );
  };
}

function errorIn(first: unknown): unknown {
  if (first instanceof Error) return first;
  return typeof first === 'object' && first !== null && 'err' in first ? first.err : undefined;
}
