import { z } from 'zod';
import type { Read } from '#resource-types/define-read.ts';
import type { Collector } from './define-collector.ts';

/** A read of a resource type's file as the engine makes it: its body stays as Azure sent it. */
export function collectorOf(read: Read): Collector {
  const { name, ...rest } = read;
  // The form of a collector but for the names of its facts, which the engine does not look at.
  return { ...rest, fact: name, schema: z.unknown() } as unknown as Collector;
}
