import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ScanResult } from '#domain/scan.ts';
import { runMeasured, startSimulatorChild, type Usage } from './child-node.ts';
import { BUCKET, SUBSCRIPTION, writeEstate } from './estate-file.ts';
import { createBench } from './measure-scan.ts';

/** What a program took for two questions about each database, and of how many it knew the answer. */
export interface Side extends Usage {
  readonly requests: number;
  readonly known: number;
  readonly unknown: number;
}

const STATEMENT = `id: peer
title: Two questions
claims:
  - id: peer.encryption
    section: "1"
    summary: Every database is encrypted.
    locator: encrypted
    severity: high
    verify: [{ check: encryption-at-rest }]
  - id: peer.restore
    section: "2"
    summary: Every database can be brought back to any moment of the last seven days.
    locator: seven days
    severity: high
    verify: [{ check: point-in-time-restore, with: { days: 7 } }]
`;

/**
 * This program and another one on the same simulated estate, each with the same two questions about each database. `script`: makes the
 * other one answer them for the subscription and tenant in the environment (`PEER_SUBSCRIPTION`, `PEER_TENANT`), and writes
 * `{ "known": n, "unknown": n }` as its last line. `isThrottled`: by the bucket that Azure has for each subscription.
 */
export async function besidePeer(
  script: string,
  databases: number,
  isThrottled: boolean,
): Promise<{ readonly ours: Side; readonly peer: Side }> {
  const bench = await createBench();
  const throttling = isThrottled ? { throttling: { ...BUCKET, retryAfter: true } } : {};
  const estate = await writeEstate(bench.directory, { databases, latencyMs: 0, ...throttling });
  return {
    peer: await peerSide(script, estate, bench.directory),
    ours: await ourSide(estate, bench.directory),
  };
}

async function ourSide(estate: string, directory: string): Promise<Side> {
  await using azure = await startSimulatorChild(estate);
  const [config, out] = [join(directory, 'peer.yaml'), join(directory, 'peer.json')];
  await writeFile(join(directory, 'statement.yaml'), STATEMENT);
  await writeFile(
    config,
    `azure: { credential: managed-identity }\ndocuments:\n  - { file: ${directory}/statement.yaml, scope: { subscriptions: ['${SUBSCRIPTION}'] } }\nstate: ${directory}/peer-state\n`,
  );
  const words = [
    'scan',
    '--config',
    config,
    '--format',
    'json',
    '--out',
    out,
    '--log-level',
    'error',
  ];
  const usage = await runMeasured(directory, 'scan-child.ts', ['paced', ...words], azure.env);
  const { scan, summary }: ScanResult = JSON.parse(await readFile(out, 'utf8'));
  const { unknown = 0, ...rest } = summary.findings;
  const known = (rest['pass'] ?? 0) + (rest['fail'] ?? 0);
  return { ...usage, requests: scan.azure.requests, known, unknown };
}

async function peerSide(script: string, estate: string, directory: string): Promise<Side> {
  await using azure = await startSimulatorChild(estate);
  const usageFile = join(directory, 'peer-usage.json');
  const child = spawn(
    process.execPath,
    ['--import', join(import.meta.dirname, 'peer-hook.ts'), resolve(script)],
    {
      cwd: resolve(script, '..'),
      env: {
        PATH: process.env['PATH'],
        ...azure.env,
        PEER_USAGE: usageFile,
        PEER_SUBSCRIPTION: SUBSCRIPTION,
        PEER_TENANT: SUBSCRIPTION,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const counts: Pick<Side, 'known' | 'unknown'> = JSON.parse(
    said.trimEnd().split('\n').at(-1) ?? '',
  );
  return { ...JSON.parse(await readFile(usageFile, 'utf8')), ...counts };
}
