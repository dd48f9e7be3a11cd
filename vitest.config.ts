import { defineConfig } from 'vitest/config';

/** Files that get modules of their own. */
const ALONE = [
  // Azure's sign-in library remembers which kind of managed identity its first request met.
  'test/azure/identity-without-proxy.test.ts',
  'test/azure/managed-identity.test.ts',
  // These start processes and whole scans, which take far longer than loading the modules once more.
  'test/cli/**/*.test.ts',
  'test/docs/**/*.test.ts',
  'test/laws/**/*.test.ts',
  'test/replay/**/*.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // The longest tests wait for real services and their clocks; by default one file runs at a time on two cores.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: ALONE,
          // Our modules keep no state: a worker loads them once, and not again for each of its files.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, isolate: true } },
    ],
  },
});
