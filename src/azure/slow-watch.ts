import type { Logger } from 'pino';
import type { Clock } from '#domain/clock.ts';
import type { Conversation } from './question-context.ts';

/** After this long without an end a question is slow; and this often a word is said while one is. */
const SLOW_MS = 15_000;

/** Told of every question when it is opened; what it answers with is called at its end. */
export type SlowWatch = (conversation: Conversation) => () => void;

/** Says on the log, as long as Azure is slow, what is waited for longest and how much else is: one line for all, now and then. */
export function createSlowWatch(
  log: Pick<Logger, 'warn'>,
  clock: Pick<Clock, 'now'>,
  slowMs: number = SLOW_MS,
): SlowWatch {
  const open = new Map<Conversation, number>();
  let timer: NodeJS.Timeout | undefined;

  const look = (): void => {
    const now = clock.now();
    // In the order in which they were opened.
    const slow = [...open].filter(([, since]) => now - since >= slowMs);
    const [oldest] = slow;
    if (oldest === undefined) return;
    const [{ question, recorded }, since] = oldest;
    const seconds = Math.round((now - since) / 1_000);
    log.warn(
      {
        operation: question.operation,
        seconds,
        answers: recorded.length,
        othersWaiting: slow.length - 1,
      },
      'Azure is slow: still reading',
    );
  };

  return (conversation) => {
    open.set(conversation, clock.now());
    if (timer === undefined) {
      timer = setInterval(look, slowMs);
      timer.unref();
    }
    return () => {
      open.delete(conversation);
      if (open.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  };
}
