import { z } from 'zod';

/** What a statement's scope came to in one subscription: counted by us from the inventory, the pseudo fact of scope checks. */
export const ScopeSummary = z.object({
  /** Whether the whole subscription could be read. */
  status: z.enum(['complete', 'partial', 'unreadable']),
  resourcesInScope: z.number().int(),
  /** Why it is not complete; null when it is. */
  problem: z.string().nullable(),
});
export type ScopeSummary = z.infer<typeof ScopeSummary>;
