import { z } from 'zod';
import { StoreError } from '#domain/errors.ts';
import type { ChangeAuthor, Finding } from '#domain/finding.ts';
import type { Digest, UnavailableCode } from '#domain/reading.ts';
import { SEVERITIES } from '#domain/severity.ts';
import { CLAIM_STATUSES, FINDING_STATUSES } from '#domain/status.ts';

// What the state holds is parsed like what comes from outside: a file may be older, damaged, or edited by hand.

const UnavailableCodes = z.enum([
  'AuthorizationFailed',
  'Throttled',
  'Timeout',
  'NotFound',
  'ServerError',
  'NetworkError',
  'MalformedAnswer',
  'Incomplete',
  'Unsupported',
  'HostRefused',
  'NotCollected',
  'Asleep',
] satisfies UnavailableCode[]);

export const FindingStatusRow = z.enum(FINDING_STATUSES);
export const ClaimStatusRow = z.enum(CLAIM_STATUSES);
export const SeverityRow = z.enum(SEVERITIES);

export const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

export const DigestRow = z.custom<Digest>(
  (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/u.test(value),
);

const MemberRow = z.object({ evidence: DigestRow, pointer: z.string() });

export const AuthorRow = z.object({
  by: z.string(),
  byType: z.string().nullable(),
  at: z.string(),
  client: z.string().nullable(),
  operation: z.string().nullable(),
  correlationId: z.string().nullable(),
  from: z.unknown(),
  to: z.unknown(),
  source: z.enum(['resourcechanges', 'activity-log']),
}) satisfies z.ZodType<ChangeAuthor>;

const ExceptionRow = z.object({
  claim: z.string(),
  check: z.string().exactOptional(),
  resource: z.string().exactOptional(),
  resourceType: z.string().exactOptional(),
  item: z.string().exactOptional(),
  observed: z.unknown().exactOptional(),
  reason: z.string(),
  approvedBy: z.string(),
  expires: z.string(),
  ticket: z.string().exactOptional(),
});

export const FindingRow = z.object({
  document: z.string(),
  claim: z.string(),
  check: z.string(),
  resourceId: z.string(),
  item: z.string().exactOptional(),
  resourceType: z.string(),
  location: z.string().nullable(),
  status: FindingStatusRow,
  severity: SeverityRow,
  expected: z.unknown(),
  observed: z.unknown(),
  reason: z.string(),
  remediation: z.string().nullable(),
  since: z.string().nullable(),
  changedBy: AuthorRow.nullable(),
  exception: ExceptionRow.nullable(),
  evidence: z.array(DigestRow),
  readFrom: z.array(MemberRow).exactOptional(),
  problem: z.object({ code: UnavailableCodes, permission: z.string().nullable() }).exactOptional(),
  readAt: z.string(),
  asleepSince: z.string().exactOptional(),
  isForThisScan: z.literal(true).exactOptional(),
  standsUntil: z.string().exactOptional(),
}) satisfies z.ZodType<Finding>;

export const ProblemRow = z.object({
  operation: z.string(),
  code: UnavailableCodes,
  message: z.string(),
  permission: z.string().nullable(),
});

/** Reads a row of the state; throws a StoreError for one that is not what this version writes. */
export function readRow<T>(schema: z.ZodType<T>, row: unknown): T {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new StoreError(
    'STORE_ROW_UNREADABLE',
    'The state holds a row that this version does not understand.',
    {
      cause: parsed.error,
    },
  );
}

/** The same for a row's JSON text. */
export function readJson<T>(schema: z.ZodType<T>, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new StoreError('STORE_ROW_UNREADABLE', 'The state holds a row that is no JSON.', {
      cause,
    });
  }
  return readRow(schema, value);
}
