import { z } from 'zod';
import type { Notification } from '#domain/alert.ts';
import { AlertKindRow, WordsRow } from './alert-rows.ts';
import { AuthorRow, SeverityRow } from './rows.ts';

const Item = z.object({
  document: z.string().nullable(),
  claim: z.string().nullable(),
  check: z.string().nullable(),
  resourceId: z.string().nullable(),
  fact: z.string().nullable().exactOptional(),
  property: z.string().nullable().exactOptional(),
  from: z.unknown(),
  to: z.unknown(),
  expected: z.unknown(),
  reason: z.string(),
  since: z.string().nullable(),
  changedBy: AuthorRow.nullable(),
  remediation: z.string().nullable(),
});

/** A notification as it waits in the outbox, or is held back. */
export const NotificationBody = z.object({
  id: z.string(),
  alertId: z.string(),
  sequence: z.number(),
  kind: z.enum(['firing', 'updated', 'reminder', 'acknowledged', 'resolved', 'digest', 'test']),
  about: AlertKindRow,
  severity: SeverityRow,
  title: z.string(),
  at: z.string(),
  openedAt: z.string(),
  who: AuthorRow.nullable(),
  claims: z.array(WordsRow),
  items: z.array(Item),
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
  changedAt: z.string().nullable(),
  ends: z.array(z.string()).exactOptional(),
  resolvedAt: z.string().nullable(),
  confirmed: z.boolean().nullable(),
  acknowledgedBy: z.string().nullable(),
  notes: z.array(z.string()),
  runbook: z.string().nullable(),
  link: z.string().nullable(),
  commands: z
    .object({
      show: z.string(),
      acknowledge: z.string(),
      silence: z.string(),
      explain: z.string().nullable().exactOptional(),
    })
    .nullable(),
  logIndex: z.number().nullable(),
  timezone: z.string().exactOptional(),
}) satisfies z.ZodType<Notification>;
