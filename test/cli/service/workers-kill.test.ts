import { expect, it } from 'vitest';
import { onPostgres } from '../../harness/engines.ts';
import { killAtRandom } from '../../harness/worker-kills.ts';

const KILLS = Number(process.env['KILLS'] ?? 6);
/** Fewer kills where the time is up first. */
const MINUTES = Number(process.env['MINUTES'] ?? Infinity);
const SEED = Number(process.env['SEED'] ?? Math.trunc(Math.random() * 2 ** 31));

onPostgres('a service and its workers, killed at random', ({ shared }) => {
  it(
    `loses nothing, tells nothing twice beyond one per kill, and counts no run that was not whole (seed ${String(SEED)})`,
    async () => {
      const outcome = await killAtRandom({
        address: await shared(),
        kills: KILLS,
        seed: SEED,
        withinMs: MINUTES * 60_000,
        say: (line) => {
          if (KILLS > 20) process.stdout.write(`${line}\n`);
        },
      });
      process.stdout.write(`${JSON.stringify(outcome)}\n`);

      expect(outcome).toMatchObject({
        ...(MINUTES === Infinity ? { kills: KILLS } : {}),
        lost: [],
        toldTwice: [],
        notWhole: [],
        withoutEvidence: [],
      });
      expect(outcome.repeated).toBeLessThanOrEqual(outcome.leaderKills);
      expect(outcome.parts).toBeGreaterThan(0);
      expect(outcome.scans).toBeGreaterThan(0);
    },
    600_000 + KILLS * 60_000,
  );
});
