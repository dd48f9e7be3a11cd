import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { populationIds } from '#cli/evidence/population-ids.ts';
import { csvLine } from '#domain/csv-line.ts';
import { populationSample, sampleRecipe } from '#reports/population-sample.ts';
import { databaseId } from '../harness/findings.ts';

const IDS = Array.from({ length: 200 }, (_, index) => databaseId(`db-${index}-Ω é`));

describe('population sample', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sample-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['2026-Q1', "it's a $(seed) `here` \\ %s", 'Ω', ' '])(
    'E9: coreutils draw the same sample: seed %j',
    (seed) => {
      // Each resource stands there once per document.
      const rows = ['a', 'b'].flatMap((document) =>
        IDS.map((id) => csvLine([document, id, '', 'type', '', ''])),
      );
      const csv = [csvLine(['document_id', 'resource_id', 's', 't', 'l', 'r']), ...rows].join('');
      mkdirSync(join(folder, 'scope'), { recursive: true });
      writeFileSync(join(folder, 'scope/population.csv'), csv);
      const ids = populationIds(csv);
      const { stdout, stderr } = spawnSync('sh', ['-c', sampleRecipe(ids, seed, 12) ?? ''], {
        cwd: folder,
        encoding: 'utf8',
      });
      const ours = populationSample(ids, seed, 12).map(
        ({ order, resourceId }) => `${order}  ${resourceId}\n`,
      );

      expect(stderr).toBe('');
      expect(ours).toHaveLength(12);
      expect(stdout).toBe(ours.join(''));
    },
  );

  it('draws another sample by another seed, and all of them when more are asked for', () => {
    const first = populationSample(IDS, 'a', 20);

    expect(first).not.toEqual(populationSample(IDS, 'b', 20));
    expect(populationSample(IDS, 'a', 1000)).toHaveLength(200);
    expect(populationSample([...IDS].reverse(), 'a', 20)).toEqual(first);
  });

  it('reads ids that had to be quoted, and has no recipe for them', () => {
    const odd = '/subscriptions/x/a,"b"\r\nc';
    const ids = populationIds(csvLine(['document_id', 'resource_id']) + csvLine(['a', odd, 'z']));

    expect(ids).toEqual([odd]);
    expect(sampleRecipe(ids, 's', 1)).toBeUndefined();
  });
});
