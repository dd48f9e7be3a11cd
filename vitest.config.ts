import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // The longest tests wait for real services and their clocks; by default one file runs at a time on two cores.
    maxWorkers: 3,
  },
});
