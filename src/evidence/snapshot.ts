import { join } from 'node:path';
import type { Manifest } from './manifest.ts';
import { exchangesOfScan } from './raw-answers.ts';
import { type WrittenSnapshot, writeSealedFolder } from './sealed-folder.ts';
import { snapshotContent } from './snapshot-content.ts';
import type { SnapshotInput } from './snapshot-input.ts';
import { snapshotName } from './snapshot-layout.ts';

/**
 * Writes the snapshot of a scan to `<directory>/snapshots/<instant>_<scanId>`, flushed to the disk, complete or not at all. What cannot
 * be sealed is kept unsealed, and says so: evidence is worth more than nothing. Throws an EvidenceError when an answer that a verdict
 * rests on is missing or altered, and when the snapshot exists already.
 */
export async function writeSnapshot(
  input: SnapshotInput,
  signal: AbortSignal,
): Promise<WrittenSnapshot> {
  const { sealer, imageDigest, principal } = input;
  const { scan } = input.result;
  const name = snapshotName(scan.finishedAt, scan.id);
  return await writeSealedFolder(
    {
      within: join(input.directory, 'snapshots'),
      name,
      content: snapshotContent(input),
      raw: {
        exchanges: exchangesOfScan(input),
        answers: input.answers,
      },
      manifest: (counts) => manifestOf(name, input, counts),
      isKeptUnsealed: true,
      ...(sealer === undefined ? {} : { sealer }),
      ...(imageDigest === undefined ? {} : { imageDigest }),
      ...(principal === undefined ? {} : { principal }),
    },
    signal,
  );
}

function manifestOf(
  snapshot: string,
  { result, configurationSha256 }: SnapshotInput,
  counts: Pick<Manifest['coverage'], 'exchanges' | 'answers'>,
): Omit<Manifest, 'files' | 'anchorsConfigured' | 'anchorsAbsent'> {
  const { scan } = result;
  const findings = result.claims.flatMap((claim) => claim.findings.map(({ status }) => status));
  return {
    formatVersion: '1',
    snapshot,
    scanId: scan.id,
    tenantId: scan.azure.tenantId,
    period: { from: scan.startedAt, to: scan.finishedAt },
    coverage: {
      subscriptions: scan.subscriptions.length,
      subscriptionsIncomplete: scan.subscriptions.filter(({ status }) => status !== 'complete')
        .length,
      resources: scan.subscriptions.reduce((sum, { resources }) => sum + resources, 0),
      findings: findings.length,
      findingsUnknown: findings.filter((status) => status === 'unknown').length,
      ...counts,
    },
    collector: { name: scan.tool.name, version: scan.tool.version, configurationSha256 },
  };
}
