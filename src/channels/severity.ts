import type { Severity } from '#domain/severity.ts';

/** One severity in the words of each receiver. */
export interface SeverityWords {
  /** `payload.severity` of Events v2. Source: PagerDuty, "Send an event". */
  readonly pagerDuty: 'critical' | 'error' | 'warning' | 'info';
  /** Priority of an operations alert. */
  readonly jira: 'P1' | 'P2' | 'P3' | 'P4' | 'P5';
  /** 1 critical … 5 info; 0 clears and is for ends alone. Source: ServiceNow, "Send events via web service". */
  readonly serviceNow: '1' | '2' | '3' | '4' | '5';
  /** As Azure Monitor counts, for people who think in it. */
  readonly azure: 'Sev0' | 'Sev1' | 'Sev2' | 'Sev3' | 'Sev4';
}

/** The one table of severities (A9). */
export const SEVERITY_WORDS: Readonly<Record<Severity, SeverityWords>> = {
  critical: { pagerDuty: 'critical', jira: 'P1', serviceNow: '1', azure: 'Sev0' },
  high: { pagerDuty: 'error', jira: 'P2', serviceNow: '2', azure: 'Sev1' },
  medium: { pagerDuty: 'warning', jira: 'P3', serviceNow: '3', azure: 'Sev2' },
  low: { pagerDuty: 'warning', jira: 'P4', serviceNow: '4', azure: 'Sev3' },
  informational: { pagerDuty: 'info', jira: 'P5', serviceNow: '5', azure: 'Sev4' },
};
