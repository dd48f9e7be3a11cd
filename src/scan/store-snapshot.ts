import type { Configuration } from '#config/configuration.ts';
import type { Principal } from '#domain/principal.ts';
import type { StateReader } from '#domain/state-store.ts';
import type { Check } from '#evaluation/check.ts';
import type { AnswerStore } from '#evidence/answer-store.ts';
import type { SnapshotSealer } from '#evidence/seal-snapshot.ts';
import type { WrittenSnapshot } from '#evidence/sealed-folder.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import type { UsedCheck } from '#evidence/snapshot-input.ts';
import { collectorRecord } from './collector-record.ts';
import { configurationDigest } from './configuration-digest.ts';
import type { Performed } from './perform-scan.ts';
import { resultInOrder } from './result-in-order.ts';
import { snapshotReports } from './snapshot-reports.ts';

/**
 * Writes the evidence snapshot of a scan; the answers of the scan must be durable. Sealed by `tools.sealer`; without one, as for a scan that
 * is not recorded, it stays unsealed. Throws an EvidenceError.
 */
export async function storeSnapshot(
  tools: {
    readonly tool: { readonly name: string; readonly version: string };
    readonly describeCheck: (check: Check) => UsedCheck;
    readonly sealer?: SnapshotSealer;
    /** Tells what happened since the last snapshot; absent: only this scan is told of. */
    readonly state?: StateReader;
    /** Who asked Azure; null: not known. */
    readonly principal: Principal | null;
    readonly imageDigest?: string;
  },
  configuration: Configuration,
  answers: AnswerStore,
  scanned: Performed,
  signal: AbortSignal,
): Promise<WrittenSnapshot> {
  const performed = { ...scanned, result: resultInOrder(scanned.result) };
  const { outcome, result } = performed;
  const used = [...new Map(outcome.plan.tasks.map(({ check }) => [check.id, check])).values()].map(
    (check) => tools.describeCheck(check),
  );
  return await writeSnapshot(
    {
      directory: configuration.evidence.directory,
      result,
      population: outcome.population.flatMap((row) =>
        row.documents.map((document) => ({
          document,
          resourceId: row.resourceId,
          resourceType: row.resourceType,
          location: row.location,
          parts: row.parts[document] ?? [],
          evidence: row.evidence,
        })),
      ),
      excluded: outcome.population.flatMap((row) =>
        Object.entries(row.excluded).map(([document, reason]) => ({
          document,
          resourceId: row.resourceId,
          resourceType: row.resourceType,
          reason,
        })),
      ),
      documents: configuration.documents,
      attestations: performed.attestations,
      exceptions: configuration.exceptions,
      covers: performed.covers,
      asked: {
        only: outcome.only,
        lists: result.scan.mode === 'full' ? null : [...outcome.lists].sort(),
        ...(result.scan.mode !== 'full' && outcome.countedAgain ? { countedAgain: true } : {}),
        wakePaused: configuration.azure.wakePaused,
        ...(tools.principal === null ? {} : { objectId: tools.principal.objectId }),
        ...(outcome.doubted.length === 0 ? {} : { doubted: [...outcome.doubted].sort() }),
      },
      checks: used,
      configurationSha256: configurationDigest(configuration, tools.tool),
      answers,
      collector: await collectorRecord(answers, performed, tools.principal),
      ...(tools.principal === null ? {} : { principal: tools.principal }),
      ...(tools.imageDigest === undefined ? {} : { imageDigest: tools.imageDigest }),
      ...(tools.sealer === undefined ? {} : { sealer: tools.sealer }),
      rendered: await snapshotReports(configuration, performed, used, tools.state),
    },
    signal,
  );
}
