import { addressesOf, type Claim } from '#domain/document.ts';
import { type Instant, moveInstant, toMilliseconds } from '#domain/instant.ts';
import { judgeAttestation } from '#evaluation/attestation.ts';
import { isInDate } from '#evaluation/exception.ts';
import { alertNotices } from './alert-notices.ts';
import type { KnownCheck } from './bind-document.ts';
import { claimNotice as notice } from './claim-notice.ts';
import type { BoundSource } from './load-documents.ts';
import type { LoadedConfiguration } from './loaded-configuration.ts';
import type { ConfigurationNotice } from './notice.ts';
import { plannedNotices } from './planned-notices.ts';
import { formatPath } from './problem.ts';
import { checkTexts } from './text-notices.ts';

/** What the world looked like when the configuration was read. */
export interface NoticeContext {
  readonly checks: readonly KnownCheck[];
  readonly asOf: Instant;
}

/** An attestation that ends within this many days is announced. */
const EXPIRING_DAYS = 30;

/** Everything worth knowing about a configuration that is no mistake. */
export function noticesOf(
  loaded: LoadedConfiguration,
  context: NoticeContext,
): readonly ConfigurationNotice[] {
  const perClaim = loaded.documents.flatMap((source) =>
    source.bound.statement.claims.flatMap((claim) => [
      ...plannedNotices(source, claim, context.checks),
      ...partNotices(source, claim),
      ...wordingNotices(source, claim),
      ...attestationNotices(source, claim, loaded, context),
    ]),
  );
  return [
    ...perClaim,
    ...recordNotices(loaded, context),
    ...checkTexts(loaded),
    ...alertNotices(loaded),
  ];
}

function partNotices(source: BoundSource, claim: Claim): ConfigurationNotice[] {
  // A part that is missing beside others is a mistake; that none is bound at all is an operator's decision.
  if (claim.part === undefined || source.bound.parts !== undefined) return [];
  const { entry } = source;
  const message = `speaks of the part ${JSON.stringify(claim.part)}, which ${formatPath([...entry.path, 'parts'])} of ${entry.source.file} does not bind: it is judged on the whole scope`;
  return [notice(source, claim, 'part-not-bound', message, ['part'])];
}

function wordingNotices(source: BoundSource, claim: Claim): ConfigurationNotice[] {
  const notices: ConfigurationNotice[] = [];
  if (claim.stale !== undefined) {
    const { wording, because } = claim.stale;
    notices.push(
      notice(source, claim, 'stale-wording', `the statement says "${wording}": ${because}`, [
        'stale',
      ]),
    );
  }
  if (claim.link !== undefined && addressesOf(claim.link).length === 0) {
    notices.push(
      notice(
        source,
        claim,
        'link-without-address',
        'the statement points to a page but names no address',
        ['link'],
      ),
    );
  }
  return notices;
}

function attestationNotices(
  source: BoundSource,
  claim: Claim,
  loaded: LoadedConfiguration,
  context: NoticeContext,
): ConfigurationNotice[] {
  if (claim.attest === undefined) return [];
  const given = loaded.attestations.records.map(({ record }) => record);
  const now = judgeAttestation(claim.attest, claim.id, given, context.asOf);
  if (now.status === 'expired') {
    const kind = now.result.given === null ? 'attestation-missing' : 'attestation-expired';
    return [notice(source, claim, kind, now.reason, ['attest'])];
  }
  const soon = moveInstant(context.asOf, { months: 0, days: EXPIRING_DAYS }) ?? context.asOf;
  // One that is already renewed for a later day does not lapse.
  if (judgeAttestation(claim.attest, claim.id, given, soon).status === 'attested') return [];
  const message = `the attestation ends on ${now.result.validUntil?.slice(0, 10)}: ${claim.attest.owner} must renew it`;
  return [notice(source, claim, 'attestation-expiring', message, ['attest'])];
}

function recordNotices(
  loaded: LoadedConfiguration,
  { asOf }: NoticeContext,
): ConfigurationNotice[] {
  const claims = loaded.documents.flatMap(({ bound }) => bound.statement.claims);
  const { attestations, exceptions } = loaded;
  const given = attestations.records.map(({ record }) => record);
  const elsewhere = 'its document is not part of this configuration';
  return [
    ...attestations.records.flatMap((placed) => {
      const demand = claims.find(({ id }) => id === placed.record.claim)?.attest;
      if (demand === undefined) {
        return [recordNotice(placed, 'attestation-idle', 'the claim asks for no attestation')];
      }
      // A renewal that is written down early is no surprise as long as its predecessor counts.
      const { status } = judgeAttestation(demand, placed.record.claim, given, asOf);
      const isFuture = (toMilliseconds(placed.record.date) ?? 0) > (toMilliseconds(asOf) ?? 0);
      return status === 'expired' && isFuture
        ? [
            recordNotice(
              placed,
              'attestation-idle',
              `counts for nothing before ${placed.record.date}`,
            ),
          ]
        : [];
    }),
    ...exceptions.records.flatMap((placed) => {
      const { resource, resourceType, expires } = placed.record;
      const message = `the exception for ${resource ?? resourceType ?? ''} ended on ${expires}`;
      return isInDate(placed.record, asOf)
        ? []
        : [recordNotice(placed, 'exception-expired', message)];
    }),
    ...attestations.idle.map((placed) => recordNotice(placed, 'attestation-idle', elsewhere)),
    ...exceptions.idle.map((placed) => recordNotice(placed, 'exception-idle', elsewhere)),
  ];
}

function recordNotice(
  placed: {
    readonly record: { readonly claim: string };
    readonly file: string;
    readonly place: { readonly line: number };
  },
  kind: ConfigurationNotice['kind'],
  message: string,
): ConfigurationNotice {
  const { claim } = placed.record;
  return {
    kind,
    file: placed.file,
    line: placed.place.line,
    claim,
    message: `${claim}: ${message}`,
  };
}
