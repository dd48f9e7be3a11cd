import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import pino from 'pino';
import { createAzure } from '#azure/azure.ts';
import { resolveCloud } from '#azure/cloud-settings.ts';
import { runProgram } from '#cli/program.ts';
import type { Workbench } from '#cli/workbench.ts';
import type { Clock } from '#domain/clock.ts';
import type { ScanMode } from '#domain/scan.ts';
import { createScopeReader } from '#inventory/scope-reader.ts';
import type { EstateInput } from '#simulator/estate/schema.ts';
import type { Simulator } from '#simulator/simulator.ts';
import { createWorkbench } from '../../src/app.ts';
import { httpTo } from '../simulator/http.ts';
import { IDENTITY } from './arm-server.ts';
import { realClock } from './azure-access.ts';
import { directTo } from './direct-azure.ts';
import { programParts } from './program-parts.ts';
import { startTestSimulator } from './test-simulator.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PLENTY = 100_000;

/** How a command ended and what it wrote. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Scans of a simulated Azure whose evidence is kept, by the product's own commands in this process. */
export interface KeptScans extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly directory: string;
  /** `posture scan --evidence`; answers with the snapshot's folder. */
  scan(mode?: ScanMode, ...options: readonly string[]): Promise<string>;
  posture(...args: readonly string[]): Promise<Ran>;
  /** The same with other tools. */
  postureWith(changes: Partial<Workbench>, ...args: readonly string[]): Promise<Ran>;
  write(method: string, path: string, body?: unknown): Promise<void>;
}

/** Starts it for an estate; `config`: a configuration beside which nothing is written. */
export async function startKeptScans(
  options: {
    readonly estate?: EstateInput | string;
    readonly config?: string;
    readonly requestTimeoutMs?: number;
    readonly clock?: Clock;
  } = {},
): Promise<KeptScans> {
  const directory = mkdtempSync(join(tmpdir(), 'posture-kept-'));
  const { clock: given } = options;
  const simulator = await startTestSimulator({
    estate: options.estate,
    // Azure and the monitor agree on the time.
    ...(given === undefined ? {} : { now: () => new Date(given.now()) }),
  });
  const http = httpTo(simulator);
  const clock = options.clock ?? realClock;
  const base = createWorkbench({ POSTURE_STATE: directory });
  const workbench: Workbench = {
    ...base,
    clock,
    createLog: async () => await Promise.resolve(pino({ level: 'silent' })),
    openWeb: (configuration) => ({
      ...base.openWeb(configuration),
      askPage: async (url) =>
        await Promise.resolve({ outcome: 'answered', status: 200, url, body: '<p>there</p>' }),
    }),
    async connect(_, keeper, log) {
      const azure = await createAzure({
        cloud: resolveCloud({
          resourceManager: simulator.resourceManager,
          authority: simulator.resourceManager,
          caFile: simulator.caFile,
        }),
        credential: 'client-secret',
        identity: { ...IDENTITY, tenantId: simulator.tenantId },
        keeper,
        clock,
        log,
        route: directTo(simulator),
        limits: {
          readsPerSecond: PLENTY,
          burst: PLENTY,
          graphQueriesPerFiveSeconds: PLENTY,
          maxAttempts: 2,
          backoffMs: 1,
          maxPages: 200,
          requestTimeoutMs: options.requestTimeoutMs ?? 10_000,
        },
      });
      return {
        scope: createScopeReader({ azure, clock }),
        reader: azure.reader,
        resourceManager: simulator.resourceManager,
        statistics: () => azure.statistics(),
        principal: () => azure.principal(),
        close: async () => await azure.close(),
      };
    },
  };
  const config = options.config ?? join(ROOT, 'config/simulated.yaml');

  const postureWith: KeptScans['postureWith'] = async (changes, ...args) => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const written = [text(stdout), text(stderr)] as const;
    const { signal } = new AbortController();
    const status = await runProgram(
      ['--config', config, ...args],
      programParts({ ...workbench, ...changes }),
      { stdout, stderr },
      signal,
    );
    stdout.end();
    stderr.end();
    return { status, stdout: await written[0], stderr: await written[1] };
  };

  return {
    simulator,
    directory,
    async scan(mode = 'full', ...more) {
      const ran = await postureWith(
        {},
        'scan',
        '--evidence',
        '--mode',
        mode,
        '--format',
        'json',
        ...more,
      );
      const path = /^Evidence: (.+)$/mu.exec(ran.stderr)?.[1];
      if (path === undefined) throw new Error(`No snapshot was kept: ${ran.status} ${ran.stderr}`);
      return path;
    },
    posture: async (...args) => await postureWith({}, ...args),
    postureWith,
    async write(method, path, body) {
      const answer = await http.call(method, path, body === undefined ? {} : { body });
      if (answer.status < 200 || answer.status >= 300)
        throw new Error(`${method} ${path} was refused: ${answer.status} ${answer.text}`);
    },
    async [Symbol.asyncDispose]() {
      await http.close();
      await simulator.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
