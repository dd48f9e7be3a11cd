import type { Finding } from '#domain/finding.ts';
import { idKey } from '#domain/resource-id.ts';
import { createKnownOf } from './known-of.ts';
import { createQuietFindings, type QuietFindings } from './quiet-findings.ts';
import type { StoodSoFar } from './stood.ts';
import type { SubscriptionOptions } from './subscription-part.ts';

/** Where a scan records at once what has nothing to tell; undefined: it does not. */
export function quietOf(
  { quiet, startedAt: at, plan, exceptions, scanner: { log } }: SubscriptionOptions,
  stood: StoodSoFar,
  giveBack: (findings: readonly Finding[]) => void,
): QuietFindings | undefined {
  if (quiet === undefined) return undefined;
  const knownOf = createKnownOf(plan);
  return createQuietFindings(quiet, { at, knownOf, exceptions, stood, giveBack, log });
}

/** Takes in what somebody else has read, resource by resource. */
export async function takeIn(
  findings: readonly Finding[],
  quiet: QuietFindings | undefined,
  keep: (findings: readonly Finding[]) => void,
): Promise<void> {
  if (quiet === undefined) {
    keep(findings);
    return;
  }
  for (const own of Map.groupBy(findings, ({ resourceId }) => idKey(resourceId)).values())
    if (!(await quiet.take(own))) keep(own);
  await quiet.end();
}
