import type { ScanResult } from '#domain/scan.ts';

/** The result as the contract's scan-result schema has it. A value that is undefined becomes null, so that no member disappears. */
export function renderJson(result: ScanResult): string {
  return `${JSON.stringify(result, (_, value: unknown) => value ?? null, 2)}\n`;
}
