import type { Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import { toInstant } from '#domain/instant.ts';
import { type AnswerStore, createAnswerStore } from '#evidence/answer-store.ts';
import type { KeptExchange } from '#evidence/kept-exchange.ts';
import { PACKED, packedDigests } from '#evidence/packed-snapshot.ts';

/** The store of answers as it is configured, with the container behind it where there is one. `onKept`: told of each exchange that was kept. */
export async function openAnswers(
  workbench: Pick<Workbench, 'openBodyVault' | 'clock'>,
  configuration: Configuration,
  onKept?: (exchange: KeptExchange) => void,
): Promise<AnswerStore> {
  const vault = await workbench.openBodyVault(configuration);
  const now = () => toInstant(workbench.clock.now());
  return createAnswerStore(configuration.evidence.directory, {
    ...(onKept === undefined ? {} : { onKept }),
    ...(vault === undefined ? {} : { shared: { vault, now } }),
  });
}

/** Fetches what a packed snapshot of this configuration needs and the directory does not have any more. */
export async function bringSnapshot(
  workbench: Pick<Workbench, 'openBodyVault' | 'clock'>,
  configuration: Configuration,
  path: string,
): Promise<void> {
  if (configuration.evidence.bodies === null || !path.endsWith(PACKED)) return;
  const answers = await openAnswers(workbench, configuration);
  const digests = await packedDigests(path);
  await answers.bring(
    digests.map((sha256) => `sha256:${sha256}` as const),
    new AbortController().signal,
  );
}
