import { z } from 'zod';

/** One resource of the inventory: what Resource Graph and the resource list both know. Source: Microsoft.Resources/resources, 2025-04-01. */
export const InventoryResource = z.object({
  id: z.string(),
  name: z.string(),
  /** As Azure wrote it; compare in lower case. */
  type: z.string(),
  /** Absent for some types without a place. */
  location: z.string().nullish(),
  kind: z.string().nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  sku: z.object({ name: z.string().nullish(), tier: z.string().nullish() }).nullish(),
});
export type InventoryResource = z.infer<typeof InventoryResource>;
