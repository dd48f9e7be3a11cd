import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScanResult } from '#domain/scan.ts';
import { type EndedChild, runMeasured, type SimulatorChild } from './child-node.ts';
import { SUBSCRIPTION } from './estate-file.ts';

export interface MeasuredScan extends EndedChild {
  readonly scan: ScanResult['scan'];
  readonly findings: number;
}

export interface Bench {
  readonly directory: string;
  /** The path of its configuration. */
  readonly config: string;
  /** Runs `posture scan` in a process of its own and answers with what it used and found. */
  scan(
    azure: SimulatorChild,
    pace: 'paced' | 'unpaced',
    mode: 'full' | 'incremental',
    level?: 'error' | 'info',
    ...more: readonly string[]
  ): Promise<MeasuredScan>;
}

/** A temporary directory with a configuration that binds Flex Applications' statement to the generated estate. */
export async function createBench(): Promise<Bench> {
  const directory = await mkdtemp(join(tmpdir(), 'posture-bench-'));
  const config = join(directory, 'posture.yaml');
  const result = join(directory, 'result.json');
  const document = `  - { use: flex-applications, scope: { subscriptions: ['${SUBSCRIPTION}'] } }`;
  await writeFile(
    config,
    `azure: { credential: managed-identity }\ndocuments:\n${document}\nstate: ${directory}/state\n`,
  );
  return {
    directory,
    config,
    async scan(azure, pace, mode, level = 'error', ...more) {
      const args = [
        'scan',
        '--config',
        config,
        '--mode',
        mode,
        '--format',
        'json',
        '--out',
        result,
        ...more,
      ];
      const used = await runMeasured(
        directory,
        'scan-child.ts',
        [pace, ...args, '--log-level', level],
        azure.env,
      );
      const { scan, summary }: ScanResult = JSON.parse(await readFile(result, 'utf8'));
      const findings = Object.values(summary.findings).reduce((sum, count) => sum + count, 0);
      return { ...used, scan, findings };
    },
  };
}

/** What the scan itself took, without the start of the process and the writing of its result. */
export function scanSeconds({ scan }: MeasuredScan): number {
  return (Date.parse(scan.finishedAt) - Date.parse(scan.startedAt)) / 1000;
}
