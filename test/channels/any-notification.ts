import * as fc from 'fast-check';
import type { AlertKind, Notification } from '#domain/alert.ts';
import { SEVERITIES } from '#domain/severity.ts';
import { author } from '../harness/findings.ts';
import { notification } from '../harness/notifications.ts';
import { HOSTILE_TEXTS, KINDS } from './hostile-corpus.ts';

const ABOUT = [
  'violation',
  'blind',
  'expired',
  'flapping',
  'storm',
  'suspect',
] as const satisfies readonly AlertKind[];

/** What every channel is tried with, and what is too much for any message. */
const HOSTILE = [
  ...Object.values(HOSTILE_TEXTS),
  '',
  '"},"severity":"info",',
  '🦜'.repeat(400),
  '"\\'.repeat(2_000),
  '__proto__',
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 500, maxLength: 4_000 }) },
);
const value = fc.oneof(
  text,
  fc.constant(null),
  fc.integer(),
  fc.record({ a: text, b: fc.array(text, { maxLength: 3 }) }),
);
const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const link = nullable(
  fc.constantFrom(
    'https://posture.example.com/a/1',
    'javascript:alert(1)',
    `https://x.example/${'y'.repeat(3_000)}`,
  ),
);

const item = fc.record({
  document: nullable(text),
  claim: nullable(text),
  check: nullable(text),
  resourceId: nullable(
    fc.oneof(
      text,
      text.map(
        (name) => `/subscriptions/s/resourceGroups/${name}/providers/Microsoft.Sql/servers/${name}`,
      ),
    ),
  ),
  from: value,
  to: value,
  expected: value,
  reason: text,
  since: fc.constant('2026-01-01T00:00:00.000Z'),
  changedBy: nullable(text.map((by) => author({ by, client: by }))),
  remediation: nullable(text),
});

/** Notifications of every kind, with texts that nobody would wish for. */
export const anyNotification: fc.Arbitrary<Notification> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    about: fc.constantFrom(...ABOUT),
    severity: fc.constantFrom(...SEVERITIES),
    title: text,
    who: nullable(text.map((by) => author({ by, operation: by, correlationId: by }))),
    claims: fc.array(fc.record({ document: text, claim: text, summary: text }), { maxLength: 20 }),
    items: fc.array(item, { maxLength: 20 }),
    where: fc.record({
      subscriptionIds: fc.array(text, { maxLength: 5 }),
      resourceGroups: fc.array(text, { maxLength: 5 }),
    }),
    evidence: fc.array(text, { maxLength: 20 }),
    notes: fc.array(text, { maxLength: 10 }),
    acknowledgedBy: nullable(text),
    runbook: link,
    link,
    alertId: fc.constantFrom('al_1', `al_${'f'.repeat(400)}`),
  })
  .map((parts) =>
    notification({
      ...parts,
      resolvedAt: parts.kind === 'resolved' ? '2026-01-02T00:00:00.000Z' : null,
    }),
  );
