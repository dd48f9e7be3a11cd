import type { Finding } from '#domain/finding.ts';
import type { RecordedFinding } from '#domain/recorded.ts';

/**
 * The findings of a resource that the scan could neither see nor see to be gone: all unknown, so that what was last said of it
 * neither stands nor disappears. `because` is a sentence for a person. To be folded into the claims like any other finding.
 */
export function unseenFindings(
  previous: readonly RecordedFinding[],
  because: string,
): readonly Finding[] {
  return previous.map(({ finding: { readFrom: _decided, ...finding } }) => ({
    ...finding,
    status: 'unknown',
    observed: null,
    reason: because,
    remediation: null,
    since: null,
    changedBy: null,
    exception: null,
    evidence: [],
    problem: { code: 'Incomplete', permission: null },
  }));
}
