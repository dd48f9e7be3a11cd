import { z } from 'zod';
import type { Alert, AlertMember, Notification } from '#domain/alert.ts';
import { AuthorRow, ClaimStatusRow, FindingRow, ProblemRow, SeverityRow } from './rows.ts';

const Cause = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('correlation'), correlationId: z.string() }),
  z.object({
    kind: z.literal('operation'),
    operation: z.string().nullable(),
    by: z.string(),
    from: z.string(),
  }),
  z.object({ kind: z.literal('scan'), scanId: z.string(), parent: z.string(), family: z.string() }),
  z.object({ kind: z.literal('unreadable'), subscriptionId: z.string(), code: z.string() }),
  z.object({ kind: z.literal('not-understood'), subscriptionId: z.string(), check: z.string() }),
  z.object({ kind: z.literal('document'), document: z.string() }),
]);

const Words = z.object({ document: z.string(), claim: z.string(), summary: z.string() });

/** A member of an alert as it is kept. */
export const MemberRow = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('finding'),
    key: z.string(),
    state: z.enum(['failing', 'unreadable', 'over']),
    finding: FindingRow,
    summary: z.string(),
    from: z.unknown(),
    over: z
      .object({
        at: z.string(),
        because: z.enum(['passes', 'excepted', 'not-applicable', 'gone', 'left-scope']),
        observed: z.unknown(),
        changedBy: AuthorRow.nullable(),
      })
      .nullable(),
  }),
  z.object({
    kind: z.literal('problem'),
    key: z.string(),
    state: z.enum(['failing', 'over']),
    subscriptionId: z.string(),
    code: z.string(),
    severity: SeverityRow,
    count: z.number(),
    examples: z.array(ProblemRow),
    claims: z.array(Words),
  }),
  z.object({
    kind: z.literal('claim'),
    key: z.string(),
    state: z.enum(['failing', 'over']),
    document: z.string(),
    claim: z.string(),
    summary: z.string(),
    severity: SeverityRow,
    status: ClaimStatusRow,
    reason: z.string().nullable(),
  }),
]) satisfies z.ZodType<AlertMember>;

/** An alert as it is kept, its members apart. */
export const AlertBody = z.object({
  id: z.string(),
  kind: z.enum(['violation', 'blind', 'expired']),
  cause: Cause,
  state: z.enum(['firing', 'resolved']),
  severity: SeverityRow,
  openedAt: z.string(),
  resolvedAt: z.string().nullable(),
  staleSince: z.string().nullable(),
  sequence: z.number(),
}) satisfies z.ZodType<Omit<Alert, 'members'>>;

/** A notification as it waits in the outbox. */
export const NotificationBody = z.object({
  id: z.string(),
  alertId: z.string(),
  sequence: z.number(),
  kind: z.enum(['firing', 'updated', 'resolved']),
  about: z.enum(['violation', 'blind', 'expired']),
  severity: SeverityRow,
  title: z.string(),
  at: z.string(),
  openedAt: z.string(),
  who: AuthorRow.nullable(),
  claims: z.array(Words),
  items: z.array(
    z.object({
      document: z.string().nullable(),
      claim: z.string().nullable(),
      check: z.string().nullable(),
      resourceId: z.string().nullable(),
      from: z.unknown(),
      to: z.unknown(),
      expected: z.unknown(),
      reason: z.string(),
      since: z.string().nullable(),
      changedBy: AuthorRow.nullable(),
      remediation: z.string().nullable(),
    }),
  ),
  counts: z.object({
    items: z.number(),
    claims: z.number(),
    resources: z.number(),
    open: z.number(),
  }),
  where: z.object({
    subscriptionIds: z.array(z.string()),
    resourceGroups: z.array(z.string()),
  }),
  evidence: z.array(z.string()),
}) satisfies z.ZodType<Notification>;
