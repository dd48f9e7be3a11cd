import { configured } from '#cli/configured.ts';
import type { Command } from '#cli/workbench.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { isSnapshot, type SnapshotOptions, snapshotPath } from './evidence-path.ts';
import { handOut } from './hand-out.ts';

/** `to`: what `out` was called first. */
type Options = SnapshotOptions & {
  readonly out?: string;
  readonly to?: string;
  readonly by?: string;
};

/**
 * `posture evidence export`: hands out a snapshot as one zip (`--out FILE.zip`, or into a folder that exists, under the bundle's own
 * name) or as a folder that does not exist yet. It is verified before, and the evidence log is told who took it.
 */
export const evidenceExport: Command<Options> = async (workbench, terminal, options, signal) => {
  const to = options.out ?? options.to;
  if (to === undefined)
    throw new ConfigurationError(
      'CLI_BAD_OPTION',
      'Say where to: --out FILE.zip, a folder that exists (the zip goes into it), or one that does not (a copy).',
    );
  const path = await snapshotPath(workbench, options);
  const [wanted] = options.arguments;
  // What was named by its path was handed out before: there is no log to tell of it.
  const wasHandedOut = wanted !== undefined && isSnapshot(wanted);
  const configuration = wasHandedOut ? undefined : configured(workbench, options);
  await handOut(workbench, terminal, { path, to, by: options.by, configuration }, signal);
  return 0;
};
