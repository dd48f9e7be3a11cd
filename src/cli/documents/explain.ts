import { configured } from '#cli/configured.ts';
import type { ListingOptions } from '#cli/listing.ts';
import { wantsColour } from '#cli/wants-colour.ts';
import type { Command, CommonOptions, Workbench } from '#cli/workbench.ts';
import { writeListing } from '#cli/write-listing.ts';
import type { Configuration } from '#config/configuration.ts';
import { formerName } from '#config/former-hints.ts';
import type { Change } from '#domain/change.ts';
import type { BoundDocument, Claim } from '#domain/document.ts';
import { ConfigurationError } from '#domain/errors.ts';
import type { Finding } from '#domain/finding.ts';
import type { ClaimResult } from '#domain/scan.ts';
import type { StateReader } from '#domain/state-store.ts';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { type Explanation, renderExplanation } from '#reports/explain.ts';

type Options = CommonOptions & ListingOptions & { readonly arguments: readonly string[] };

/** How many past changes are told. */
const HISTORY = 50;

/** `posture explain ID`: everything about one claim, check or resource: how it stands, what happened to it, which answers show it. */
export const explain: Command<Options> = async (workbench, terminal, options) => {
  const configuration = configured(workbench, options);
  const [id = ''] = options.arguments;
  const state = await workbench.openStateReader(configuration);
  try {
    const explanation =
      (await explainClaim(configuration, state, id)) ??
      (await explainCheck(workbench, configuration, state, id)) ??
      (await explainResource(state, id));
    if (explanation === undefined) {
      const former = formerName(id);
      throw new ConfigurationError(
        'CLI_UNKNOWN_NAME',
        `"${id}" is no claim (posture claims), no check (posture checks) and no resource that was seen yet${former === undefined ? '' : `: ${former}`}.`,
      );
    }
    const answers = createAnswerStore(configuration.evidence.directory);
    const digests = new Set(explanation.findings.flatMap((finding) => finding.evidence));
    const exchanges = [...(await answers.lastExchanges(digests))].map(([digest, asked]) =>
      // One body may answer many questions (an empty list does): the newest one stands for them.
      asked
        .map(({ url, startedAt }) => ({ digest, url, at: startedAt }))
        .reduce((a, b) => (a.at < b.at ? b : a)),
    );
    const colour = wantsColour(terminal, workbench.environment);
    const told = { ...explanation, exchanges };
    await writeListing(options, terminal, {
      data: () => told,
      text: () => renderExplanation(told, { colour }),
    });
    return 0;
  } finally {
    state?.close();
  }
};

type Told = Omit<Explanation, 'exchanges'>;

async function explainClaim(
  configuration: Configuration,
  state: StateReader | undefined,
  id: string,
): Promise<Told | undefined> {
  const found = configuration.documents.flatMap((document) =>
    document.statement.claims
      .filter((claim) => claim.id === id)
      .map((claim) => ({ ...document, claim })),
  )[0];
  if (found === undefined) return undefined;
  const { statement, claim } = found;
  const findings = await findingsWhere(
    state,
    (finding) => finding.claim === id && finding.document === statement.id,
  );
  const history = await state?.claimHistory(statement.id, id, HISTORY);
  const periods = history?.periods.map(
    ({ status, from, until, reason }) =>
      `${from} – ${until ?? 'now'}: ${status}${reason === null ? '' : ` (${reason})`}`,
  );
  return {
    subject: 'claim',
    id,
    description: [
      `${statement.title}, section ${claim.section}, at "${claim.locator}"`,
      claim.summary,
      `Kinds: ${claim.kinds.join(', ')}. Severity: ${claim.severity}.`,
      ...partLines(found),
      ...claim.verify.map(
        ({ check, with: parameters }) => `verified by ${check} ${JSON.stringify(parameters)}`,
      ),
      ...(periods ?? []),
    ],
    claims: await currentClaims(configuration, state, (candidate) => candidate.id === id),
    findings,
    changes: history?.changes ?? [],
  };
}

/** Which part of the statement's scope a claim speaks of, and where that is. */
function partLines({
  parts,
  claim: { part },
}: BoundDocument & { readonly claim: Claim }): readonly string[] {
  if (part === undefined) return [];
  const scope = parts?.[part];
  return scope === undefined
    ? [
        `Speaks of the part ${part}, which the configuration does not bind: judged on the whole scope.`,
      ]
    : [`Speaks of the part ${part}: ${JSON.stringify(scope)}`];
}

async function explainCheck(
  workbench: Workbench,
  configuration: Configuration,
  state: StateReader | undefined,
  id: string,
): Promise<Told | undefined> {
  const check = workbench.checks.find((candidate) => candidate.id === id);
  if (check === undefined) return undefined;
  const users = new Set(
    configuration.documents.flatMap(({ statement }) =>
      statement.claims
        .filter((claim) => claim.verify.some((use) => use.check === id))
        .map((claim) => claim.id),
    ),
  );
  return {
    subject: 'check',
    id,
    description: [
      check.title,
      check.rationale,
      ...check.answersOfTypes.map(({ type, says }) => `${type}: ${says.replaceAll('`', '')}`),
      `To mend it: ${check.link}`,
      `Used by ${[...users].join(', ') || 'no claim of the configuration'}.`,
    ],
    claims: await currentClaims(configuration, state, (claim) => users.has(claim.id)),
    findings: await findingsWhere(state, (finding) => finding.check === id),
    changes: [],
  };
}

async function explainResource(
  state: StateReader | undefined,
  id: string,
): Promise<Told | undefined> {
  if (state === undefined || !id.startsWith('/')) return undefined;
  const { findings, changes } = await state.resourceHistory(id, HISTORY);
  if (findings.length + changes.length === 0) return undefined;
  const shown: readonly Change[] = changes;
  return {
    subject: 'resource',
    id,
    description: [],
    claims: [],
    findings: findings.map(({ finding }) => finding),
    changes: shown,
  };
}

async function findingsWhere(
  state: StateReader | undefined,
  wanted: (finding: Finding) => boolean,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const id of (await state?.resourceIds()) ?? []) {
    for (const { finding } of (await state?.findingsOf(id)) ?? [])
      if (wanted(finding)) findings.push(finding);
  }
  return findings;
}

/** The claims with the status that the last scan gave them; what was never scanned has none. */
async function currentClaims(
  configuration: Configuration,
  state: StateReader | undefined,
  wanted: (claim: { readonly id: string }) => boolean,
): Promise<readonly ClaimResult[]> {
  const recorded = (await state?.claims()) ?? [];
  return configuration.documents.flatMap(({ statement }) =>
    statement.claims.filter(wanted).flatMap((claim) => {
      const last = recorded.find(
        (entry) => entry.document === statement.id && entry.claim === claim.id,
      );
      if (last === undefined) return [];
      const { status, since, reason } = last;
      const { id, section, summary, severity, kinds } = claim;
      return [
        {
          document: statement.id,
          id,
          section,
          summary,
          severity,
          kinds,
          status,
          since,
          reason,
          attestation: null,
          measurement: null,
          findings: [],
        },
      ];
    }),
  );
}
