import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPosture } from '../harness/posture.ts';

const STEPS = [
  'A database server accepts TLS 1.0 again',
  'Point-in-time retention of a database is cut to 7 days',
  'Transparent data encryption of a database is turned off',
  'A storage account is made in the United States',
  'A key vault without purge protection takes the place of the old one',
  'The geo-redundant backup of a database becomes a local one',
];

describe('posture demo', () => {
  it('shows one alert and one end for each of six steps, and evidence that notices one byte', async () => {
    const begun = Date.now();
    const run = await runPosture(['demo'], {});
    const steps = run.stdout.split(/^── \d+\. /mu).slice(1);

    expect(run.exitCode, run.stdout.slice(-3000)).toBe(0);
    expect(Date.now() - begun).toBeLessThan(240_000);
    expect(steps.map((step) => step.split(' (by ')[0])).toEqual(STEPS);
    for (const step of steps) {
      expect(step.match(/^ {3}ALERT /gmu)).toHaveLength(1);
      expect(step.match(/^ {3}RESOLVED /gmu)).toHaveLength(1);
      expect(step).toMatch(/^ {5}resource {2}\/subscriptions\/\S+$/mu);
      expect(step).toMatch(/^ {5}from → to .+ → .+ {3}\(claimed: .+\)$/mu);
      expect(step).toMatch(/^ {5}mend {6}az /mu);
      expect(step).toMatch(/^ {5}who {7}\S+@example\.com at /mu);
      expect(step).not.toMatch(/\{"|undefined|\[object/u);
    }

    const [, path = ''] = /^ {2}npx posture evidence verify (\S+)$/mu.exec(run.stdout) ?? [];
    expect((await runPosture(['evidence', 'verify', path], {})).exitCode).toBe(0);
    const file = join(path, 'results', 'results.csv');
    const bytes = readFileSync(file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const altered = await runPosture(['evidence', 'verify', path], {});
    expect(altered.exitCode).toBe(1);
    expect(altered.stdout).toMatch(/^altered {2}results\/results\.csv: /mu);
  }, 300_000);
});
