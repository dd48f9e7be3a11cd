import { z } from 'zod';
import { ALERT_KINDS, type Alert, type AlertMember } from '#domain/alert.ts';
import { FINDING_ENDS } from '#domain/finding-end.ts';
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
  z.object({ kind: z.literal('owner'), owner: z.string() }),
  z.object({ kind: z.literal('monitor'), code: z.string() }),
  z.object({ kind: z.literal('flapping'), finding: z.string() }),
  z.object({ kind: z.literal('left-scope'), document: z.string(), rule: z.string() }),
  z.object({ kind: z.literal('storm'), from: z.string() }),
  z.object({ kind: z.literal('suspect'), check: z.string(), from: z.string() }),
]);

export const AlertKindRow = z.enum(ALERT_KINDS);

/** A claim's words as they are kept. */
export const WordsRow = z.object({ document: z.string(), claim: z.string(), summary: z.string() });

/** A member of an alert as it is kept. */
export const MemberRow = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('finding'),
    key: z.string(),
    state: z.enum(['failing', 'unreadable', 'over']),
    finding: FindingRow,
    formerly: z.array(z.string()).exactOptional(),
    summary: z.string(),
    words: z.object({ fact: z.string(), property: z.string().nullable() }).exactOptional(),
    from: z.unknown(),
    over: z
      .object({
        at: z.string(),
        because: z.enum(FINDING_ENDS),
        how: z.string().nullable().exactOptional(),
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
    claims: z.array(WordsRow),
    isNotAsked: z.literal(true).exactOptional(),
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
    owner: z.string().exactOptional(),
    isNotAsked: z.literal(true).exactOptional(),
  }),
  z.object({
    kind: z.literal('attached'),
    key: z.string(),
    state: z.enum(['failing', 'over']),
    title: z.string(),
    severity: SeverityRow,
  }),
]) satisfies z.ZodType<AlertMember>;

export const AlertStateRow = z.enum(['pending', 'firing', 'recovering', 'resolved']);

/** Why nobody is told of an alert, as it is kept. */
export const MuteRow = z.object({
  because: z.enum(['silence', 'inhibition', 'storm', 'suspect', 'flapping']),
  by: z.string(),
});

/** An alert as it is kept, its members apart. */
export const AlertBody = z.object({
  id: z.string(),
  kind: AlertKindRow,
  cause: Cause,
  state: AlertStateRow,
  severity: SeverityRow,
  openedAt: z.string(),
  recoveringSince: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  scansSeen: z.number(),
  confirmed: z.boolean().nullable(),
  mute: MuteRow.nullable(),
  toldAt: z.string().nullable(),
  hasUntoldNews: z.boolean(),
  destinations: z.array(z.object({ channel: z.string(), destinationVersion: z.string() })),
  staleSince: z.string().nullable(),
  sequence: z.number(),
}) satisfies z.ZodType<Omit<Alert, 'members'>>;
