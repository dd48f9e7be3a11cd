import { configured } from '#cli/configured.ts';
import type { ListingOptions } from '#cli/listing.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { writeListing } from '#cli/write-listing.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { visibleText } from '#domain/visible-text.ts';
import { populationSample, sampleRecipe } from '#reports/population-sample.ts';
import { populationIds } from './population-ids.ts';
import { runNamed, snapshotFile } from './snapshot-result.ts';

export interface SampleOptions extends CommonOptions, ListingOptions {
  readonly snapshot?: string;
  readonly seed: string;
  readonly count: string;
}

/** `posture evidence sample`: resources drawn from a snapshot's population by a seed, and the recipe that draws them without us. */
export const evidenceSample: Command<SampleOptions> = async (workbench, terminal, options) => {
  const count = /^[1-9]\d{0,6}$/u.test(options.count) ? Number(options.count) : undefined;
  if (count === undefined)
    throw new ConfigurationError(
      'CLI_COUNT',
      `--count "${options.count}" is no whole number from 1 on.`,
    );
  if (/[\r\n\0]/u.test(options.seed))
    throw new ConfigurationError('CLI_SEED', '--seed must stand on one line.');
  const { directory } = configured(workbench, options).evidence;
  const snapshot = await runNamed(directory, options.snapshot);
  const ids = populationIds(await snapshotFile(snapshot, 'scope/population.csv'));
  const sample = populationSample(ids, options.seed, count);
  const size = new Set(ids).size;
  const recipe = sampleRecipe(ids, options.seed, count);
  await writeListing(options, terminal, {
    data: () => ({
      snapshot: snapshot.name,
      seed: options.seed,
      population: size,
      sample,
      recipe: recipe ?? null,
    }),
    text: () =>
      [
        `${sample.length} of ${size} resources of ${snapshot.name}, lowest SHA-256(seed, zero byte, id) first:`,
        ...sample.map(({ order, resourceId }) => `${order}  ${visibleText(resourceId)}`),
        recipe === undefined
          ? '\nAn id has a character that CSV must quote: no recipe of one line draws this sample again.\n'
          : `\nTo draw it without this tool, inside the snapshot:\n${recipe}\n`,
      ].join('\n'),
  });
  return 0;
};
