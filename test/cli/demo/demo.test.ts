import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPosture } from '../../harness/posture.ts';

const STEPS = [
  'A database server accepts TLS 1.0 again',
  'Point-in-time retention of a database is cut to 7 days',
  'Transparent data encryption of a database is turned off',
  'A storage account is made in the United States',
  'A key vault without purge protection takes the place of the old one',
  'The geo-redundant backup of a database becomes a local one',
  'A forgotten cache comes up in another region',
  'The log of a key vault is sent to the United States as well',
];

describe('posture demo', () => {
  it('4: shows one alert and one end for each of eight steps, and evidence that notices one byte', async () => {
    const begun = Date.now();
    const run = await runPosture(['demo'], {});
    const steps = (run.stdout.split('\nThe auditor: ')[0] ?? '').split(/^── \d+\. /mu).slice(1);

    expect(run.exitCode, run.stdout.slice(-3000)).toBe(0);
    expect(Date.now() - begun).toBeLessThan(240_000);
    expect(run.stdout.split('\n').length).toBeLessThan(225);
    expect(steps.map((step) => step.split(' (by ')[0])).toEqual(STEPS);
    for (const step of steps) {
      // A2, in its order, so that whoever is on call needs nothing else.
      const [, alert = '', end = ''] = step.split(/^ {3}\[(?:CRITICAL|HIGH|RESOLVED)\] /mu);
      expect(
        step.match(/^ {3}\[(CRITICAL|HIGH)\] (?!Update|Still|Ack)[^:]+: .+ \(\S+\.\S+.*\)$/gmu),
      ).toHaveLength(1);
      expect(step.match(/^ {3}\[RESOLVED\] /gmu)).toHaveLength(1);
      expect(alert).toMatch(/^ {5}Claim {6}“.+” \(\S+ in \S+\)$/mu);
      expect(alert).toMatch(/^ {5}From → to {2}.+ → .+\(.*claimed: /mu);
      expect(alert).toMatch(/^ {16}\/subscriptions\/\S+$/mu);
      expect(alert).toMatch(/^ {5}Who {8}\S+@example\.com/mu);
      expect(alert).toMatch(/^ {5}When {7}/mu);
      expect(alert).toMatch(/^ {5}Mend {7}az /mu);
      expect(alert).toMatch(/^ {5}Evidence {3}entry \d+ of the evidence log$/mu);
      expect(alert).toMatch(/npx posture --config \S+ alerts ack al_/u);
      // Who mended it, where Azure's change records tell in time.
      expect(end).toMatch(/^ {5}Who {8}(who ended it is not known$|ended by \S+@example\.com)/mu);
      expect(step).not.toMatch(/\{"|undefined|\[object/u);
      // 4: an act is one screen; the first one has somebody on call in it.
      expect(step.trimEnd().split('\n').length, step).toBeLessThan(step === steps[0] ? 34 : 24);
    }
    // A log that goes elsewhere is no reason to delete the vault.
    expect(steps[7]).toMatch(/log destination log-us in eastus, outside SE/u);
    expect(steps[7]).toMatch(
      /^ {5}Mend {7}az monitor diagnostic-settings delete --name 'copy' --resource '\S+\/kv-draftit-prod'$/mu,
    );
    expect(steps[0]).toMatch(/^ {5}acknowledged al_\w+ by nina\.oncall; told: log$/mu);
    expect(steps[0]).toMatch(/^ {3}\$ posture alerts unsilence si_\w+ --by nina\.oncall$/mu);

    const [, path = ''] =
      /^ {2}npx posture evidence verify (\S+) --key \S+$/mu.exec(run.stdout) ?? [];
    const key = ['--key', join(path, '../../keys/history.json')];
    expect([0, 2]).toContain((await runPosture(['evidence', 'verify', path, ...key], {})).exitCode);
    const file = join(path, 'results', 'results.csv');
    const bytes = readFileSync(file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const altered = await runPosture(['evidence', 'verify', path, ...key], {});
    expect(altered.exitCode).toBe(1);
    expect(altered.stdout).toMatch(/^altered {2}results\/results\.csv: /mu);
  }, 300_000);
});
