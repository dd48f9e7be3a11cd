import { existsSync } from 'node:fs';
import { configured } from '#cli/configured.ts';
import type { Command, CommonOptions, Workbench } from '#cli/workbench.ts';
import { writeOutput } from '#cli/write-output.ts';
import { replaySnapshot, replayStatus } from '#replay/replay-snapshot.ts';
import { replayWords } from '#replay/replay-words.ts';
import { bringSnapshot } from './open-answers.ts';
import { rebuiltWords } from './rebuilt-words.ts';
import { rebuiltData, rebuiltScan, rebuiltStatus } from './recorded-scan.ts';
import { runNamed } from './snapshot-result.ts';

export interface ReplayOptions extends CommonOptions {
  readonly arguments: readonly string[];
  readonly format: 'text' | 'json';
  /** The same as `--format json`. */
  readonly json?: boolean;
}

/**
 * `posture evidence replay`: makes every verdict of a snapshot again from its own answers, or those of a recorded scan without one from
 * the answers that are kept. 0 all as recorded; 1 differences; 2 answers are missing; 3 it cannot be read. Needs no network, and for a path no configuration.
 */
export const evidenceReplay: Command<ReplayOptions> = async (
  workbench,
  terminal,
  options,
  signal,
) => {
  const isJson = options.json === true || options.format === 'json';
  const scan = await rebuiltScan(workbench, options, signal);
  if (scan !== undefined) {
    const pieces = isJson
      ? [`${JSON.stringify({ schemaVersion: '1', ...rebuiltData(scan) }, undefined, 2)}\n`]
      : rebuiltWords(scan);
    await writeOutput(pieces, undefined, terminal);
    return rebuiltStatus(scan);
  }
  const path = await pathOf(workbench, options);
  const log = await workbench.createLog(options.logLevel ?? 'error');
  const tools = { ...workbench, log };
  const report = await replaySnapshot(path, tools, signal);
  const pieces = isJson
    ? [`${JSON.stringify({ schemaVersion: '1', ...report }, undefined, 2)}\n`]
    : replayWords(report);
  await writeOutput(pieces, undefined, terminal);
  return replayStatus(report);
};

async function pathOf(workbench: Workbench, options: ReplayOptions): Promise<string> {
  const [wanted] = options.arguments;
  if (wanted !== undefined && existsSync(wanted)) return wanted;
  const configuration = configured(workbench, options);
  const { path } = await runNamed(configuration.evidence.directory, wanted);
  await bringSnapshot(workbench, configuration, path);
  return path;
}
