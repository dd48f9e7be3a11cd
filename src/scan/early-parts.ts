import type { Logger } from 'pino';
import type { Change } from '#domain/change.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { Confirmation } from './confirm-findings.ts';
import type { Scanner, ScanRequest } from './scanner.ts';
import { joinStood, type Stood } from './stood.ts';

/** Parts that end within so long of each other are recorded together: one deployment over many subscriptions is one page. */
const GATHERED_MS = 1_000;

/** What was recorded of a scan's parts while it went on. */
export interface EarlyOutcome {
  /** Findings that a second reading contradicted, as it saw them, by `findingKey`. */
  readonly replaced: ReadonlyMap<string, Finding>;
  readonly confirmed: ReadonlyMap<string, boolean>;
  readonly changes: readonly Change[];
}

/** Records subscriptions that were read while others are still being read: none waits for the slowest. */
export interface EarlyParts {
  /** A subscription was read: these are its findings, and what stood of it. */
  add(findings: readonly Finding[], stood: Stood): void;
  /** Everything was read: what waits is left to the end of the scan. Answers when nothing is being recorded any more. */
  end(): Promise<EarlyOutcome>;
}

/**
 * `record`: reads a second time what differs, records all of it, and answers with what came of it. Where it fails, the end of the scan
 * makes up for it: it compares with what is recorded, and that is as it was before.
 */
function createEarlyParts(options: {
  readonly record: (
    findings: readonly Finding[],
    stood: Stood,
  ) => Promise<Confirmation & { readonly changes: readonly Change[] }>;
  readonly log: Logger;
}): EarlyParts {
  const { record, log } = options;
  const replaced = new Map<string, Finding>();
  const confirmed = new Map<string, boolean>();
  const changes: Change[] = [];
  let waiting: { readonly findings: readonly Finding[]; readonly stood: Stood }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isOver = false;

  async function recordWaiting(): Promise<void> {
    const first = waiting.flatMap(({ findings }) => findings);
    const stood = joinStood(waiting.map((part) => part.stood));
    waiting = [];
    try {
      const made = await record(first, stood);
      const wasSaid = new Set(first);
      for (const finding of made.findings)
        if (!wasSaid.has(finding)) replaced.set(findingKey(finding), finding);
      for (const [key, value] of made.confirmed) confirmed.set(key, value);
      changes.push(...made.changes);
    } catch (error) {
      log.error({ err: error }, 'a part of the scan could not be recorded before its end');
    }
  }

  function schedule(): void {
    if (isOver || timer !== undefined || running !== undefined || waiting.length === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      running = recordWaiting().finally(() => {
        running = undefined;
        schedule();
      });
    }, GATHERED_MS);
  }

  return {
    add(findings, stood) {
      if (isOver || findings.length === 0) return;
      waiting.push({ findings, stood });
      schedule();
    },
    async end() {
      isOver = true;
      clearTimeout(timer);
      await running;
      return { replaced, confirmed, changes };
    },
  };
}

/** A scan that records nothing before its end. */
const NOTHING_EARLY: EarlyParts = {
  add: () => undefined,
  end: async () =>
    await Promise.resolve({ replaced: new Map(), confirmed: new Map(), changes: [] }),
};

/** Records parts of a scan early where its request says how; otherwise nothing is recorded before its end. */
export function earlyPartsOf(
  { recordPart }: ScanRequest,
  { log }: Scanner,
  record: (
    findings: readonly Finding[],
    stood: Stood,
    recordPart: NonNullable<ScanRequest['recordPart']>,
  ) => Promise<Confirmation & { readonly changes: readonly Change[] }>,
): EarlyParts {
  if (recordPart === undefined) return NOTHING_EARLY;
  return createEarlyParts({
    record: async (findings, stood) => await record(findings, stood, recordPart),
    log,
  });
}
