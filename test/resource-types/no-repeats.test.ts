import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const MOST_LINES = 10;

test('no two files of the resource types share a run of more than ten lines', () => {
  const files = globSync('src/resource-types/**/*.ts', { cwd: ROOT }).filter(
    (file) => !file.endsWith('.generated.ts'),
  );
  const seen = new Map<string, string>();
  const shared: string[] = [];
  for (const file of files) {
    const lines = readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('import '));
    for (let start = 0; start + MOST_LINES < lines.length; start += 1) {
      const run = lines.slice(start, start + MOST_LINES + 1).join('\n');
      const known = seen.get(run);
      if (known !== undefined && known !== file) shared.push(`${known} and ${file}: ${run}`);
      seen.set(run, known ?? file);
    }
  }

  expect(files.length).toBeGreaterThan(50);
  expect(shared).toEqual([]);
});
