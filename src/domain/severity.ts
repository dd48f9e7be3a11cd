/** Worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'informational'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** The worse of two severities. */
export function worstSeverity(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b;
}
