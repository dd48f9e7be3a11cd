import { configured } from '#cli/configured.ts';
import { instantOf } from '#cli/instant-option.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { writeOutput } from '#cli/write-output.ts';
import { toInstant, toMilliseconds } from '#domain/instant.ts';
import { historyOf } from '#history/load-history.ts';
import { pointInTime } from '#history/point-in-time.ts';
import { pointInTimeText } from '#reports/period-text.ts';
import { openHistory } from './open-history.ts';

export interface AtOptions extends CommonOptions {
  readonly arguments: readonly string[];
  readonly claim?: readonly string[];
  readonly document?: readonly string[];
  readonly format: 'text' | 'json';
  readonly out?: string;
}

/** `posture evidence at INSTANT`: which claims were true then, by which reading, or that it is not known. */
export const evidenceAt: Command<AtOptions> = async (workbench, terminal, options) => {
  const configuration = configured(workbench, options);
  const at = instantOf('INSTANT', options.arguments[0] ?? '', configuration);
  const state = await openHistory(workbench, configuration);
  try {
    const now = toInstant(workbench.clock.now());
    const next = toInstant((toMilliseconds(at) ?? 0) + 1);
    const { runs, claims } = await historyOf(state, configuration, now, at, next, options);
    const points = claims.map((claim) => pointInTime(runs, claim, at));
    const pieces =
      options.format === 'json'
        ? [`${JSON.stringify({ schemaVersion: '1', at, claims: points }, undefined, 2)}\n`]
        : pointInTimeText(points);
    await writeOutput(pieces, options.out, terminal);
    return 0;
  } finally {
    state.close();
  }
};
