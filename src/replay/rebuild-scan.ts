import type { Attestation, BoundDocument, Exception, ExceptionCover } from '#domain/document.ts';
import { AzureAccessError, EvidenceError, PostureError } from '#domain/errors.ts';
import type { Finding } from '#domain/finding.ts';
import { toMilliseconds } from '#domain/instant.ts';
import { idKey, parseResourceId } from '#domain/resource-id.ts';
import type { ScanResult } from '#domain/scan.ts';
import type { RecordedScan } from '#domain/state-store.ts';
import { assembleResult } from '#evaluation/assemble-result.ts';
import { withUnseen } from '#evaluation/with-unseen.ts';
import type { KeptExchange } from '#evidence/kept-exchange.ts';
import { createAbsence } from '#scan/absence.ts';
import { linkOperation } from '#scan/check-links.ts';
import { runScan } from '#scan/run-scan.ts';
import type { ScanOutcome } from '#scan/scanner.ts';
import type { KnownResources } from '#scan/settle-known.ts';
import { unseenAmong } from '#scan/unseen-among.ts';
import { createNewestAnswers, type NewestAnswers } from './newest-answers.ts';
import { DEADLINE_MS, DIGESTS, standingClock } from './replay-scan.ts';
import type { ReplayTools } from './replay-tools.ts';

/** What is known of a scan that has no snapshot of its own. */
export interface RebuildInput {
  readonly recorded: RecordedScan;
  /** By which it is judged. */
  readonly rules: {
    readonly documents: readonly BoundDocument[];
    readonly attestations: readonly Attestation[];
    readonly exceptions: readonly Exception[];
    readonly covers: readonly ExceptionCover[];
    readonly wakePaused: boolean;
    /** Of the identity that asked; absent: not known. */
    readonly objectId?: string;
  };
  /** Its own and those of the scans before it from which a verdict may be carried, in the order in which they were asked. */
  readonly exchanges: readonly KeptExchange[];
  /** Text of an answer by its digest (64 hex digits); undefined where it is not kept. Throws an EvidenceError where it is another. */
  readonly body: (sha256: string) => string | undefined;
  /** What the state knew then: a scan asks for what its inventories do not name. */
  readonly known: KnownResources;
}

/** The result that the kept answers give, and what they lack. */
export interface Rebuilt extends Pick<NewestAnswers, 'unrecorded' | 'missing'> {
  readonly result: ScanResult;
}

/**
 * Makes a scan again of which no snapshot was made: the function that made it, over the clients that asked, at its instant, with the last
 * answer to each question up to then. What an incremental scan carried forward is judged anew, from the answer that it rested on.
 */
export async function rebuildScan(
  input: RebuildInput,
  tools: ReplayTools,
  signal: AbortSignal,
): Promise<Rebuilt> {
  const answers = createNewestAnswers(input.exchanges, input.body);
  try {
    return { ...answers, result: await madeAgain(input, answers, tools, signal) };
  } catch (error) {
    if (error instanceof PostureError && !(error instanceof AzureAccessError)) throw error;
    if (signal.aborted) throw error;
    throw new EvidenceError(
      'EVIDENCE_NOT_REPLAYABLE',
      `The answers of scan ${input.recorded.id} are not those of a scan as this version makes it.`,
      { cause: error },
    );
  }
}

async function madeAgain(
  input: RebuildInput,
  answers: NewestAnswers,
  tools: ReplayTools,
  signal: AbortSignal,
): Promise<ScanResult> {
  const { recorded, rules, exchanges, known } = input;
  const { scan, id, mode, startedAt } = recorded;
  const clock = standingClock(toMilliseconds(startedAt) ?? 0);
  const as = rules.objectId === undefined ? {} : { objectId: rules.objectId };
  const { scope, reader } = await tools.openReplay({
    ...scan.azure,
    ...as,
    keeper: DIGESTS,
    clock,
    answer: answers.answer,
  });
  const own = exchanges.filter((exchange) => exchange.scan === id);
  const outcome = await runScan(
    {
      scope,
      azure: reader,
      statistics: () => scan.azure,
      reads: tools.reads,
      checks: tools.checks,
      askPage: pagesOf(own, answers),
      keeper: DIGESTS,
      clock,
      wakePaused: rules.wakePaused,
      log: tools.log,
      tool: tools.tool,
    },
    {
      id,
      mode,
      ...rules,
      only: {},
      deadlineMs: DEADLINE_MS,
      known,
      ...(mode === 'full'
        ? {}
        : { earlier: { findingsOf: () => [], resourceKeys: () => [], carryFrom: startedAt } }),
      replay: {
        doubted: idsOf(own.filter(({ status }) => status === 404)),
        carry: () => EVERYTHING_ANEW,
        onResource: () => undefined,
        review: async ({ findings }) => await Promise.resolve(findings),
      },
    },
    signal,
  );
  return await withUnseenOf(input, outcome);
}

/** Every list is read and every verdict made, of the last answers to them. */
const EVERYTHING_ANEW = {
  recorded: new Set<string>(),
  mustList: () => true,
  standing: async () => await Promise.resolve(undefined),
};

/** As the recording of it did: what was known and could not be looked for is not known. */
async function withUnseenOf({ known }: RebuildInput, outcome: ScanOutcome): Promise<ScanResult> {
  const { result } = outcome;
  const absence = createAbsence(outcome);
  const made = new Set(
    result.claims.flatMap(({ findings }) => findings.map(({ resourceId }) => idKey(resourceId))),
  );
  const added: Finding[] = [];
  for (const key of known.resourceKeys()) {
    if (made.has(key)) continue;
    const findings = await known.findingsOf(key);
    const recorded = findings.map((finding) => ({ finding, lastRead: null }));
    added.push(...unseenAmong(recorded, [], absence));
  }
  const byClaim = Map.groupBy(added, ({ document, claim }) => `${document}\u001f${claim}`);
  const claims = result.claims.map((claim) =>
    withUnseen(claim, [
      ...claim.findings,
      ...(byClaim.get(`${claim.document}\u001f${claim.id}`) ?? []),
    ]),
  );
  return assembleResult(result.scan, result.documents, claims);
}

/** Ids (without case) of the resources that were asked for by their address. */
function idsOf(exchanges: readonly KeptExchange[]): readonly string[] {
  const paths = exchanges.flatMap(({ url }) => URL.parse(url)?.pathname ?? []);
  return [...new Set(paths.map(decodeURIComponent).filter((path) => parseResourceId(path)))].map(
    idKey,
  );
}

/** The pages that claims point to, as they answered. */
function pagesOf(
  own: readonly KeptExchange[],
  answers: NewestAnswers,
): Parameters<typeof runScan>[0]['askPage'] {
  return async (url) => {
    const kept = own.find(({ operation }) => operation === linkOperation(url));
    const asked = kept?.url ?? url;
    const answer = answers.answer({ method: 'GET', url: asked, requestBody: null });
    return await Promise.resolve(
      'fault' in answer
        ? { outcome: 'no-answer', reason: answer.fault.message }
        : { outcome: 'answered', url: asked, ...answer },
    );
  };
}
