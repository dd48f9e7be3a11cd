import type { Claim } from '#domain/document.ts';
import { configured } from './configured.ts';
import { measuresOf } from './measures-of.ts';
import { table } from './table.ts';
import type { Command, CommonOptions } from './workbench.ts';

/** `posture claims`: what is claimed, how each claim is verified, and its last known status. */
export const claims: Command<
  CommonOptions & {
    readonly document?: readonly string[];
    readonly brief?: true;
    readonly counts?: true;
  }
> = async (workbench, terminal, options) => {
  const configuration = configured(workbench, options);
  const known = new Set([
    ...workbench.checks.map((check) => check.id),
    ...measuresOf(workbench.checks),
  ]);
  const state = await workbench.openStateReader(configuration);
  const statuses = new Map(
    (await state?.claims())?.map((claim) => [`${claim.document} ${claim.claim}`, claim.status]),
  );
  state?.close();
  for (const { statement } of configuration.documents) {
    if (options.document !== undefined && !options.document.includes(statement.id)) continue;
    const statusOf = (claim: Claim): string =>
      statuses.get(`${statement.id} ${claim.id}`) ?? 'not scanned yet';
    if (options.counts === true) {
      terminal.stdout.write(`${counts(statement.claims.map(statusOf))}  ${statement.title}\n`);
      continue;
    }
    terminal.stdout.write(`\n${statement.title} (${statement.id})\n`);
    const rows = statement.claims.map((claim) => [
      claim.id,
      statusOf(claim),
      claim.kinds.join(' + '),
      claim.summary,
      ...(options.brief === true ? [] : [howVerified(claim, known)]),
    ]);
    const head = [
      'claim',
      'status',
      'kind',
      'what it says',
      ...(options.brief === true ? [] : ['verified by']),
    ];
    terminal.stdout.write(`${table(head, rows, terminal.stdout.columns)}\n`);
  }
  return 0;
};

/** How many claims have each status, in the order in which they first come. */
function counts(statuses: readonly string[]): string {
  return [...Map.groupBy(statuses, (status) => status)]
    .map(([status, of]) => `${of.length} ${status}`)
    .join(', ');
}

function howVerified(claim: Claim, known: ReadonlySet<string>): string {
  const parts = claim.verify.map(({ check, with: parameters }) => {
    const shown = Object.entries(parameters).map(
      ([name, value]) => `${name} ${JSON.stringify(value)}`,
    );
    const suffix = shown.length === 0 ? '' : ` (${shown.join(', ')})`;
    return known.has(check) ? `${check}${suffix}` : `${check}: no such check`;
  });
  if (claim.attest !== undefined)
    parts.push(`word of ${claim.attest.owner}, every ${claim.attest.every}`);
  if (claim.measure !== undefined)
    parts.push(
      known.has(claim.measure.measure)
        ? `${claim.measure.measure} ≥ ${claim.measure.atLeast} ${claim.measure.unit}`
        : `${claim.measure.measure}: no such measure`,
    );
  if (claim.progress !== undefined) parts.push(`${claim.progress.measure}: no such measure`);
  if (claim.link !== undefined) parts.push(claim.link.url ?? 'a page without an address');
  return parts.join('\n');
}
