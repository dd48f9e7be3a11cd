import { QUESTIONS } from '#checks/questions.generated.ts';
import { createChecks } from '#evaluation/create-checks.ts';
import { readsOf } from '#evaluation/reads-of.ts';
import { RESOURCE_TYPES } from '#resource-types/registry.generated.ts';

/** The product's own checks and reads, as `src/app.ts` puts them together. */
export const CHECKS = createChecks(QUESTIONS, RESOURCE_TYPES);
export const READS = readsOf(RESOURCE_TYPES);
