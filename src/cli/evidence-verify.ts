import { type Verification, verifySnapshot } from '#evidence/verify-snapshot.ts';
import { type SnapshotOptions, snapshotPath } from './evidence-path.ts';
import type { Command, Terminal } from './workbench.ts';

/** `posture evidence verify`: 0 nothing was changed; 1 something was, with every problem named. Needs no network and no configuration for a path. */
export const evidenceVerify: Command<SnapshotOptions> = async (workbench, terminal, options) => {
  const path = await snapshotPath(workbench, options);
  return conclude(terminal, path, await verifySnapshot(path));
};

function conclude(
  { stdout }: Terminal,
  path: string,
  { ok, problems, files, bytes }: Verification,
): number {
  for (const problem of problems) stdout.write(`altered  ${problem.path}: ${problem.message}\n`);
  stdout.write(
    ok
      ? `verified ${path}: ${files} files, ${bytes} bytes, nothing was changed\n`
      : `NOT verified ${path}: ${problems.length} problems\n`,
  );
  return ok ? 0 : 1;
}
