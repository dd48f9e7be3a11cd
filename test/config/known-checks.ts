import { z } from 'zod';
import type { KnownCheck } from '#config/bind-document.ts';

/** Checks with parameters of every kind that configuration meets; only what it looks at. */
export const KNOWN_CHECKS: readonly KnownCheck[] = [
  { id: 'sql-transparent-data-encryption', parameters: z.strictObject({}) },
  {
    id: 'sql-point-in-time-retention',
    parameters: z.strictObject({
      days: z.int().min(1),
      match: z.enum(['at-least', 'exactly']).default('at-least'),
    }),
  },
  { id: 'sql-restore-window', parameters: z.strictObject({ days: z.int().min(1).max(35) }) },
];
