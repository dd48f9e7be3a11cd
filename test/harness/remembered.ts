import type { Finding } from '#domain/finding.ts';
import { idKey } from '#domain/resource-id.ts';
import type { EarlierPart, EarlierScan } from '#scan/earlier-scan.ts';
import { earlierFrom } from '#scan/earlier-scan.ts';
import { createKnownOf } from '#scan/known-of.ts';
import type { ScanOutcome } from '#scan/scanner.ts';
import type { KnownResources } from '#scan/settle-known.ts';
import { wholeResult } from '#scan/whole-result.ts';

/** An earlier scan with what a test asks of it besides. */
export interface Remembered extends EarlierScan {
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly known: KnownResources;
}

/** What the state would know after a scan: its findings, and what can be gone by without them. */
export function remember(
  { result, plan }: Pick<ScanOutcome, 'result' | 'plan'>,
  carryFrom = '2026-01-01T00:00:00.000Z',
): Remembered {
  const findings = Map.groupBy(
    result.claims.flatMap((claim) => claim.findings),
    ({ resourceId }) => idKey(resourceId),
  );
  const knownOf = createKnownOf(plan);
  const earlier = earlierFrom(findings, carryFrom);
  return {
    ...earlier,
    findings,
    known: {
      keysWithin: async (subscriptionId) => (await earlier.within(subscriptionId)).resources.keys(),
      findingsOf: (key) => findings.get(key) ?? [],
    },
    async within(subscriptionId) {
      const part = await earlier.within(subscriptionId);
      return { ...part, resources: knowing(part, findings, knownOf) };
    },
  };
}

function knowing(
  { resources }: EarlierPart,
  findings: ReadonlyMap<string, readonly Finding[]>,
  knownOf: ReturnType<typeof createKnownOf>,
): EarlierPart['resources'] {
  return new Map(
    [...resources].map(([key, { id }]) => [key, { id, ...knownOf(findings.get(key) ?? []) }]),
  );
}

/** An outcome with all findings, also of what stood. */
export async function withStood(outcome: ScanOutcome, earlier?: Remembered): Promise<ScanOutcome> {
  const state = {
    findingsOf: async (id: string) =>
      await Promise.resolve(
        (earlier?.findings.get(idKey(id)) ?? []).map((finding) => ({ finding, lastRead: null })),
      ),
  };
  return { ...outcome, result: await wholeResult(outcome.result, outcome.stood, state) };
}
