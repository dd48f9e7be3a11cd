import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ulid } from 'ulid';
import { actor } from '#cli/actor.ts';
import { configured } from '#cli/configured.ts';
import type { ListingOptions } from '#cli/listing.ts';
import { table } from '#cli/table.ts';
import type { Command, CommonOptions, Terminal, Workbench } from '#cli/workbench.ts';
import { writeListing } from '#cli/write-listing.ts';
import type { Configuration } from '#config/configuration.ts';
import type {
  Attestation,
  AttestationDemand,
  Claim,
  RecordedAttestation,
} from '#domain/document.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { machineFault } from '#domain/machine-fault.ts';
import { visibleText } from '#domain/visible-text.ts';
import { judgeAttestation } from '#evaluation/attestation.ts';

interface Options extends CommonOptions, ListingOptions {
  readonly arguments: readonly string[];
  readonly proof?: string;
  readonly by?: string;
  readonly date?: string;
  readonly note?: string;
}

/**
 * `posture attest CLAIM`: records that a person vouches for a claim, with the proof (the digest of a file, or an address); it stands in
 * the evidence log and counts beside the attestations file. Without a claim it lists who vouched for what, and until when.
 */
export const attest: Command<Options> = async (workbench, terminal, options) => {
  const configuration = configured(workbench, options);
  const [id] = options.arguments;
  if (id === undefined) return await listed(workbench, terminal, options, configuration);
  const { document, claim, demand } = demandOf(configuration, id);
  if (options.proof === undefined)
    throw badOption('--proof must name a file or an https address: a word alone is no proof.');
  const at = toInstant(workbench.clock.now());
  const proof = await proofOf(options.proof);
  const recordedBy = actor(undefined);
  const note = options.note?.trim() ?? '';
  const attestation: RecordedAttestation = {
    claim: claim.id,
    document,
    by: actor(options.by),
    date: dayOf(options.date, at),
    ...proof,
    ...(note === '' ? {} : { note }),
    recorded: { id: `at_${ulid(workbench.clock.now())}`, at, by: recordedBy },
  };
  const state = await workbench.openOperator(configuration);
  try {
    await state.attest(attestation);
    const given = [...configuration.attestations, ...(await state.attestations())];
    const { reason } = judgeAttestation(demand, claim.id, given, at);
    const digest = proof.proofSha256 === undefined ? '' : `, sha256:${proof.proofSha256}`;
    terminal.stdout.write(
      `recorded ${attestation.recorded.id}: ${visibleText(`${attestation.by} vouches for ${claim.id} from ${attestation.date} on (${proof.proof}${digest})`)}\n` +
        `${claim.id}: ${visibleText(reason)}; the next scan says so\n`,
    );
    return 0;
  } finally {
    state.close();
  }
};

/** Every attestation that is asked for, with everybody who gave it. */
async function listed(
  workbench: Workbench,
  terminal: Terminal,
  options: Options,
  configuration: Configuration,
): Promise<number> {
  for (const name of ['proof', 'by', 'date', 'note'] as const)
    if (options[name] !== undefined) throw badOption(`--${name} needs the claim that is meant.`);
  const state = await workbench.openStateReader(configuration);
  const recorded = (await state?.attestations()) ?? [];
  state?.close();
  const all = [...configuration.attestations, ...recorded];
  const asOf = toInstant(workbench.clock.now());
  const rows = configuration.documents.flatMap(({ statement }) =>
    statement.claims.flatMap(({ id, attest: demand }) => {
      if (demand === undefined) return [];
      const own = all.filter((one) => (one.document ?? statement.id) === statement.id);
      const { status, result } = judgeAttestation(demand, id, own, asOf);
      const given = own.filter(({ claim }) => claim === id);
      const { owner, every, validUntil, remindFrom = null } = result;
      return [
        { document: statement.id, claim: id, owner, every, status, validUntil, remindFrom, given },
      ];
    }),
  );
  await writeListing(options, terminal, {
    data: () => ({ asOf, attestations: rows }),
    text: () => {
      const cells = rows.map(({ claim, owner, every, status, validUntil, given }) => [
        claim,
        owner,
        every,
        status === 'expired' ? 'expired' : `until ${validUntil?.slice(0, 10) ?? ''}`,
        given.map(wordsOf).join('\n'),
      ]);
      const head = ['claim', 'owner', 'every', 'counts', 'given'];
      return `${table(head, cells, terminal.stdout.columns)}\n`;
    },
  });
  return 0;
}

function wordsOf({ by, date, proof, proofSha256, recorded }: Attestation): string {
  const digest = proofSha256 === undefined ? '' : ` sha256:${proofSha256.slice(0, 12)}…`;
  const where =
    recorded === undefined ? 'attestations file' : `recorded ${recorded.at} by ${recorded.by}`;
  return visibleText(`${date} ${by}: ${proof}${digest} (${where})`);
}

function demandOf(
  { documents }: Configuration,
  id: string,
): { readonly document: string; readonly claim: Claim; readonly demand: AttestationDemand } {
  for (const { statement } of documents) {
    const claim = statement.claims.find((one) => one.id === id);
    if (claim === undefined) continue;
    if (claim.attest !== undefined) return { document: statement.id, claim, demand: claim.attest };
    throw new ConfigurationError(
      'CLI_UNKNOWN_NAME',
      `${id} asks for no attestation: nobody can vouch for what Azure answers.`,
    );
  }
  throw new ConfigurationError(
    'CLI_UNKNOWN_NAME',
    `"${id}" is no claim of a configured document; posture claims names them.`,
  );
}

/** An address as it is; of a file its name and the digest of its bytes. */
async function proofOf(said: string): Promise<Pick<Attestation, 'proof' | 'proofSha256'>> {
  const text = said.trim();
  const url = URL.parse(text);
  if (url?.protocol === 'https:') {
    if (url.username !== '' || url.password !== '')
      throw badOption('--proof must be an address without a password: it is shown to everybody.');
    return { proof: text };
  }
  try {
    const bytes = await readFile(text);
    return { proof: basename(text), proofSha256: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    const meaning = machineFault(error)?.meaning ?? 'cannot be read';
    throw new ConfigurationError(
      'CLI_BAD_OPTION',
      `--proof "${said}" is no https address, and as a file it ${meaning}.`,
      { cause: error },
    );
  }
}

/** A day that exists and has begun: who vouches today cannot know tomorrow. */
function dayOf(said: string | undefined, now: Instant): string {
  if (said === undefined) return now.slice(0, 10);
  const at = /^\d{4}-\d{2}-\d{2}$/u.test(said) ? toMilliseconds(said) : undefined;
  if (at === undefined || toInstant(at).slice(0, 10) !== said)
    throw badOption(`--date "${said}" is no date that exists, as YYYY-MM-DD.`);
  if (said > now.slice(0, 10)) throw badOption(`--date ${said} has not begun yet (UTC).`);
  return said;
}

function badOption(message: string): ConfigurationError {
  return new ConfigurationError('CLI_BAD_OPTION', message);
}
