import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that get modules of their own: Azure's sign-in library remembers which kind of managed identity its first request met. */
const ALONE = ['test/azure/identity-without-proxy.test.ts', 'test/azure/managed-identity.test.ts'];

/** What takes longest, by processor or by waiting, in the order in which it begins: the last to begin would be waited for alone. */
const LONGEST = [
  'test/cli/service/run.test.ts',
  'test/laws/properties.test.ts',
  'test/cli/alerts/alerts-life.test.ts',
  'test/replay/replay-snapshot.test.ts',
  'test/cli/alerts/alerts-life-ways.test.ts',
  'test/docs/command-blocks.test.ts',
  'test/cli/demo/demo.test.ts',
  'test/laws/never-a-false-holds.test.ts',
  'test/laws/contract.test.ts',
  'test/evidence/one-byte.test.ts',
  'test/delivery/crash-steps.test.ts',
  'test/laws/canary-secrets.test.ts',
  'test/cli/service/run-postgres.test.ts',
  'test/store/operator-kill.test.ts',
  'test/cli/service/workers-kill.test.ts',
  'test/cli/evidence/evidence-shell.test.ts',
  'test/channels/every-status.test.ts',
  'test/cli/commands.test.ts',
  'test/scan/roles.test.ts',
  'test/evidence/take-over-kill.test.ts',
  'test/reports/telephone.test.ts',
  'test/laws/claim-matrix.test.ts',
  'test/evidence/log-kill.test.ts',
  'test/delivery/crash.test.ts',
  'test/cli/service/workers-evidence.test.ts',
  'test/scan/vanished-without-trace.test.ts',
  'test/cli/evidence/evidence-seal-period.test.ts',
  'test/cli/start-cost.test.ts',
  'test/laws/traps.test.ts',
  'test/reports/population-sample.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((file) => moduleId.endsWith(file));
      return at === -1 ? LONGEST.length : at;
    };
    return others.toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    globalSetup: 'test/harness/memory-disk.ts',
    // The longest tests wait for real services and their clocks; by default one file runs at a time on two cores.
    maxWorkers: 4,
    // A scan makes much that is soon forgotten: the young heap is swept less often where it is larger.
    execArgv: ['--min-semi-space-size=32', '--max-semi-space-size=64'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: ALONE,
          // Our modules keep no state: a worker loads them once, and what it has learnt to run quickly it need not learn again.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, isolate: true } },
    ],
  },
});
