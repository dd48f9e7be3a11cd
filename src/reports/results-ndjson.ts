import { parseResourceId } from '#domain/resource-id.ts';
import type { ScanResult } from '#domain/scan.ts';
import { VERDICTS } from './csv.ts';
import { type ReportOptions, versionOf } from './report-options.ts';

/** What `results.csv` has, one JSON object per line and finding, every value exactly as it was: no apostrophes, no text for a number. */
export function* resultsNdjson(result: ScanResult, options: ReportOptions = {}): Generator<string> {
  for (const claim of result.claims) {
    for (const finding of claim.findings) {
      const line = {
        run_id: result.scan.id,
        document_id: claim.document,
        claim_id: claim.id,
        claim_text: claim.summary,
        check_id: finding.check,
        check_version: versionOf(options, finding.check) ?? null,
        resource_id: finding.resourceId,
        subscription: parseResourceId(finding.resourceId)?.subscriptionId ?? null,
        resource_type: finding.resourceType,
        location: finding.location,
        verdict: VERDICTS[finding.status],
        expected: finding.expected ?? null,
        actual: finding.observed ?? null,
        raw_sha256: finding.evidence.map((digest) => digest.slice('sha256:'.length)),
        read_from: (finding.readFrom ?? []).map(({ evidence, pointer }) => ({
          sha256: evidence.slice('sha256:'.length),
          pointer,
        })),
        observed_at: finding.readAt,
        first_seen: finding.since,
        exception: finding.exception,
        reason: finding.reason,
      };
      yield `${JSON.stringify(line)}\n`;
    }
  }
}
