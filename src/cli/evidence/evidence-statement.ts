import { configured } from '#cli/configured.ts';
import type { Command, CommonOptions, Workbench } from '#cli/workbench.ts';
import { writeOutput } from '#cli/write-output.ts';
import type { Configuration } from '#config/configuration.ts';
import type { BoundDocument } from '#domain/document.ts';
import { ConfigurationError, StoreError } from '#domain/errors.ts';
import { type Instant, moveInstant, toInstant } from '#domain/instant.ts';
import type { StateReader } from '#domain/state-store.ts';
import { historyOf } from '#history/load-history.ts';
import { type ClaimPeriod, periodReport } from '#history/period-report.ts';
import { statementHtml } from '#reports/statement-html.ts';
import { statementText } from '#scan/statement-text.ts';
import { runNamed, snapshotResult } from './snapshot-result.ts';

export interface StatementOptions extends CommonOptions {
  readonly arguments: readonly string[];
  readonly text?: string;
  readonly snapshot?: string;
  readonly out?: string;
}

/** How far back is told what each claim was. */
const BEFORE_DAYS = 90;

/** `posture evidence statement DOCUMENT`: the statement as a page, each claim marked in place with what a snapshot says of it. */
export const evidenceStatement: Command<StatementOptions> = async (
  workbench,
  terminal,
  options,
) => {
  const configuration = configured(workbench, options);
  const document = documentOf(configuration, options.arguments[0] ?? '');
  const text = await textOf(document, options.text, configuration.file);
  const snapshot = await runNamed(configuration.evidence.directory, options.snapshot);
  const result = await snapshotResult(snapshot);
  const page = statementHtml({
    statement: document.statement,
    result,
    snapshot: snapshot.name,
    text,
    periods: await periodsOf(workbench, configuration, document, result.scan.finishedAt),
  });
  await writeOutput(page, options.out, terminal);
  return 0;
};

function documentOf({ documents }: Configuration, id: string): BoundDocument {
  const found = documents.find(({ statement }) => statement.id === id);
  if (found !== undefined) return found;
  throw new ConfigurationError(
    'CLI_UNKNOWN_NAME',
    `"${id}" is no document of the configuration. There is: ${documents.map(({ statement }) => statement.id).join(', ')}.`,
  );
}

/** The text that was asked for must be there; an address is not followed: the page is made without the network. */
async function textOf(
  { statement }: BoundDocument,
  file: string | undefined,
  configurationFile: string,
): Promise<string | null> {
  const found = await statementText(
    file === undefined ? statement : { text: file },
    configurationFile,
  );
  if ('text' in found) return found.text;
  if ('absent' in found && file === undefined) return null;
  const path = 'unreadable' in found ? found.unreadable : (file ?? '');
  throw new ConfigurationError('CLI_TEXT', `The text ${path} cannot be read.`);
}

/** A snapshot of a part of the configuration may have been made where no state was kept. */
async function openIfThere(
  workbench: Workbench,
  configuration: Configuration,
): Promise<StateReader | undefined> {
  try {
    return await workbench.openStateReader(configuration);
  } catch (error) {
    if (error instanceof StoreError && error.code === 'STORE_ABSENT') return undefined;
    throw error;
  }
}

/** What each claim was in the days before the scan; nothing where no state is kept. */
async function periodsOf(
  workbench: Workbench,
  configuration: Configuration,
  { statement }: BoundDocument,
  to: Instant,
): Promise<ReadonlyMap<string, ClaimPeriod>> {
  const state = await openIfThere(workbench, configuration);
  if (state === undefined) return new Map();
  try {
    const from = moveInstant(to, { months: 0, days: -BEFORE_DAYS }) ?? to;
    const now = toInstant(workbench.clock.now());
    const wanted = { document: [statement.id] };
    const history = await historyOf(state, configuration, now, from, to, wanted);
    const { claims } = periodReport(history, from, to);
    return new Map(claims.map((claim) => [claim.claim, claim]));
  } finally {
    state.close();
  }
}
