import pMap from 'p-map';
import type { Clock } from '#domain/clock.ts';
import { addressesOf, type BoundDocument, type Claim } from '#domain/document.ts';
import type { AnswerKeeper } from '#domain/exchange.ts';
import type { Finding } from '#domain/finding.ts';
import { type Instant, toInstant } from '#domain/instant.ts';
import type { AskPage, PageAnswer } from '#domain/page.ts';
import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';
import { LINK_CHECK } from '#evaluation/fold-claim.ts';

/** Asks the pages that claims point to, each address once; one finding per claim and page. */
export async function checkLinks(options: {
  readonly claims: readonly { readonly document: BoundDocument; readonly claim: Claim }[];
  readonly askPage: AskPage;
  readonly keeper: AnswerKeeper;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<readonly Finding[]> {
  const { askPage, keeper, clock, signal } = options;
  const linked = options.claims.flatMap((one) =>
    addressesOf(one.claim.link).map((url) => ({ ...one, url })),
  );
  const addresses = [...new Set(linked.map(({ url }) => url))];
  const answers = await pMap(
    addresses,
    async (url) => {
      const startedAt = clock.now();
      const answer = await askPage(url, signal);
      const digest = keeper.keep({
        // The address that was asked: the answer may come from where it led.
        operation: linkOperation(url),
        method: 'GET',
        url: answer.outcome === 'answered' ? answer.url : url,
        requestBody: null,
        apiVersion: null,
        headers: {},
        startedAt: toInstant(startedAt),
        durationMs: clock.now() - startedAt,
        attempt: 1,
        ...(answer.outcome === 'answered'
          ? { status: answer.status, body: answer.body }
          : { status: 0, body: '', fault: { code: 'NetworkError', message: answer.reason } }),
      });
      const evidence = answer.outcome === 'answered' ? [digest] : [];
      return { url, verdict: verdictOf(answer), evidence, readAt: toInstant(startedAt) };
    },
    // Without the signal: a page that could not be asked in time is an answer, a rejection would end the scan.
    { concurrency: 4 },
  );
  const byAddress = new Map(answers.map((answer) => [answer.url, answer]));
  return linked.flatMap(({ document, claim, url }) => {
    const answer = byAddress.get(url);
    return answer === undefined ? [] : [linkFinding(document, claim, answer)];
  });
}

/** How the question for a page stands in the evidence. */
export function linkOperation(url: string): string {
  return `page of a claim: ${url}`;
}

// A page that refuses us or is out of order today may be there for people: only "there is no such page" contradicts the claim.
function verdictOf(answer: PageAnswer): Verdict {
  const expected = 'answers over https';
  if (answer.outcome === 'no-answer')
    return unknown(`The page could not be asked: ${answer.reason}.`, { expected });
  const shown = { expected, observed: `HTTP ${answer.status}` };
  if (answer.status >= 200 && answer.status < 300)
    return pass(`The page answers (HTTP ${answer.status}).`, shown);
  if (answer.status === 404 || answer.status === 410) {
    return fail(`There is no such page (HTTP ${answer.status}).`, shown);
  }
  return unknown(`The page did not say whether it is there (HTTP ${answer.status}).`, shown);
}

function linkFinding(
  document: BoundDocument,
  claim: Claim,
  answer: {
    readonly url: string;
    readonly verdict: Verdict;
    readonly evidence: Finding['evidence'];
    readonly readAt: Instant;
  },
): Finding {
  const { verdict } = answer;
  return {
    document: document.statement.id,
    claim: claim.id,
    check: LINK_CHECK,
    resourceId: answer.url,
    resourceType: 'page',
    location: null,
    status: verdict.status,
    severity: claim.severity,
    expected: verdict.expected,
    observed: verdict.observed,
    reason: verdict.reason,
    remediation:
      verdict.status === 'fail'
        ? 'Correct the address in the statement, or bring the page back.'
        : null,
    since: null,
    changedBy: null,
    exception: null,
    evidence: answer.evidence,
    readAt: answer.readAt,
  };
}
