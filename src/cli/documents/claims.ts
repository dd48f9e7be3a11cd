import { configured } from '#cli/configured.ts';
import type { ListingOptions } from '#cli/listing.ts';
import { documentNames, refuseUnknown } from '#cli/refuse-unknown.ts';
import { table } from '#cli/table.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { writeListing } from '#cli/write-listing.ts';
import { addressesOf, type BoundDocument, type Claim } from '#domain/document.ts';
import { measuresOf } from './measures-of.ts';

type Statement = BoundDocument['statement'];

/** `posture claims`: what is claimed, how each claim is verified, and its last known status. */
export const claims: Command<
  CommonOptions &
    ListingOptions & {
      readonly document?: readonly string[];
      readonly brief?: true;
      readonly counts?: true;
    }
> = async (workbench, terminal, options) => {
  const configuration = configured(workbench, options);
  refuseUnknown('--document', options.document, documentNames(configuration));
  const known = new Set([
    ...workbench.checks.map((check) => check.id),
    ...measuresOf(workbench.checks),
  ]);
  const state = await workbench.openStateReader(configuration);
  const statuses = new Map(
    (await state?.claims())?.map((claim) => [`${claim.document} ${claim.claim}`, claim.status]),
  );
  state?.close();
  const statusOf = (document: string, claim: Claim): string =>
    statuses.get(`${document} ${claim.id}`) ?? 'not scanned yet';
  const statements = configuration.documents
    .map(({ statement }) => statement)
    .filter(({ id }) => options.document?.includes(id) !== false);
  const tabled = ({ id, title, claims }: Statement): string => {
    if (options.counts === true)
      return `${counts(claims.map((claim) => statusOf(id, claim)))}  ${title}\n`;
    const isBrief = options.brief === true;
    const rows = claims.map((claim) => [
      claim.id,
      statusOf(id, claim),
      claim.kinds.join(' + '),
      claim.part === undefined ? claim.summary : `${claim.summary} (part: ${claim.part})`,
      ...(isBrief ? [] : [howVerified(claim, known).join('\n')]),
    ]);
    const head = ['claim', 'status', 'kind', 'what it says', ...(isBrief ? [] : ['verified by'])];
    return `\n${title} (${id})\n${table(head, rows, terminal.stdout.columns)}\n`;
  };
  const listed = ({ id, title, claims }: Statement) => ({
    id,
    title,
    claims: claims.map((claim) => ({
      id: claim.id,
      status: statuses.get(`${id} ${claim.id}`) ?? null,
      kinds: claim.kinds,
      severity: claim.severity,
      section: claim.section,
      part: claim.part ?? null,
      summary: claim.summary,
      verifiedBy: howVerified(claim, known),
    })),
  });
  await writeListing(options, terminal, {
    data: () => ({ documents: statements.map(listed) }),
    text: () => statements.map(tabled).join(''),
  });
  return 0;
};

/** How many claims have each status, in the order in which they first come. */
function counts(statuses: readonly string[]): string {
  return [...Map.groupBy(statuses, (status) => status)]
    .map(([status, of]) => `${of.length} ${status}`)
    .join(', ');
}

function howVerified(claim: Claim, known: ReadonlySet<string>): readonly string[] {
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
  if (claim.link !== undefined) {
    const addresses = addressesOf(claim.link);
    parts.push(...(addresses.length === 0 ? ['a page without an address'] : addresses));
  }
  return parts;
}
