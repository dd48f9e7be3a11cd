import type { Unavailable } from '#domain/reading.ts';
import type { Problem } from '#domain/scan.ts';

/** What could not be read, as the scan's result lists it. */
export function toProblem(operation: string, reading: Unavailable): Problem {
  return { operation, code: reading.code, message: reading.detail, permission: reading.permission };
}
