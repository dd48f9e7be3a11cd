import { resolve } from 'node:path';
import pino from 'pino';
import type { Azure, AzureLimits } from '#azure/azure.ts';
import type { Configuration } from '#config/configuration.ts';
import { readConfiguration } from '#config/read-configuration.ts';
import type { Clock } from '#domain/clock.ts';
import type { BoundDocument } from '#domain/document.ts';
import type { Exchange } from '#domain/exchange.ts';
import { createScopeReader } from '#inventory/scope-reader.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Scanner, ScanOutcome, ScanRequest } from '#scan/scanner.ts';
import type { KnownResources } from '#scan/settle-known.ts';
import type { EstateInput, MisbehaviourRule } from '#simulator/estate/schema.ts';
import type { Simulator } from '#simulator/simulator.ts';
import { httpTo, type RawAnswer } from '../simulator/http.ts';
import { createMemoryKeeper, openSimulated, realClock } from './azure-access.ts';
import { directTo } from './direct-azure.ts';
import { CHECKS, READS } from './product.ts';
import { startTestSimulator } from './test-simulator.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SCAN_ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const SCAN_DEADLINE_MS = 60_000;

/**
 * The product's own pace would make a thousand scans last hours: here it asks as fast as it is answered and gives up early.
 */
const PLENTY = 100_000;
export const QUICK: Partial<AzureLimits> = {
  readsPerSecond: PLENTY,
  burst: PLENTY,
  graphQueriesPerFiveSeconds: PLENTY,
  maxAttempts: 2,
  backoffMs: 1,
  requestTimeoutMs: 10_000,
  maxPages: 200,
};

/** One request that changes the estate, as a client of Azure would send it. */
export interface Write {
  readonly method: 'PUT' | 'PATCH' | 'DELETE';
  /** Id and api-version: `/subscriptions/…?api-version=…`. */
  readonly path: string;
  readonly body?: unknown;
}

/** What a scan of a simulated Azure is to be, where it is not the plain one. */
export interface SimulatedScanOptions {
  readonly only?: ScanRequest['only'];
  /** The four statements bound to the good estate's subscriptions, unless given. */
  readonly documents?: readonly BoundDocument[];
  readonly rules?: readonly MisbehaviourRule[];
  readonly limits?: Partial<AzureLimits>;
  /** The clock of the machine that scans: Azure has the right one. */
  readonly clock?: Clock;
  readonly deadlineMs?: number;
  /** What is known from before; see `knownFrom`. */
  readonly known?: KnownResources;
  /** Where others may read parts of it. */
  readonly sharing?: NonNullable<ScanRequest['sharing']>;
  /**
   * Uses the connection of the scan before: far faster, and right as long as no rule strikes a whole answer (a 429 makes a lane wait).
   */
  readonly keepOpen?: true;
}

/** A scan's outcome and the unaltered answers that it rests on. */
export interface SimulatedScan extends ScanOutcome {
  readonly kept: readonly Exchange[];
}

/** A simulated Azure with the product pointed at it through a real sign-in; several may run in one process. */
export interface SimulatedAzure extends AsyncDisposable {
  readonly simulator: Simulator;
  /** One full scan, under the given rules of misbehaviour, which are gone afterwards. */
  scan(options?: SimulatedScanOptions): Promise<SimulatedScan>;
  /** Changes the estate. Throws for a refusal: a test whose change was not made would prove nothing. */
  write(...writes: readonly Write[]): Promise<void>;
  /** What a client is answered, without any rule in force. */
  get(path: string): Promise<RawAnswer>;
}

/** Starts it for an estate, an estate file, or the built-in good estate. */
export async function startSimulatedAzure(estate?: EstateInput | string): Promise<SimulatedAzure> {
  const simulator = await startTestSimulator({ estate });
  const http = httpTo(simulator);
  const { attestations, exceptions, documents } = simulatedConfiguration();
  let open: Awaited<ReturnType<typeof openSimulated>> | undefined;
  return {
    simulator,
    get: async (path) => await http.get(path),
    async scan(options = {}) {
      simulator.admin.misbehaviour.replace(options.rules ?? []);
      const { clock = realClock } = options;
      const limits = { ...QUICK, ...options.limits };
      const connection =
        (options.keepOpen ? open : undefined) ??
        (await openSimulated(simulator, { limits, clock, route: directTo(simulator) }));
      if (options.keepOpen) open = connection;
      const { azure, kept } = connection;
      kept.length = 0;
      try {
        const outcome = await runScan(
          scannerOn(simulator, azure, clock),
          {
            id: SCAN_ID,
            mode: 'full',
            documents: options.documents ?? documents,
            attestations,
            exceptions,
            only: options.only ?? {},
            ...(options.known === undefined ? {} : { known: options.known }),
            ...(options.sharing === undefined ? {} : { sharing: options.sharing }),
            deadlineMs: options.deadlineMs ?? SCAN_DEADLINE_MS,
          },
          new AbortController().signal,
        );
        return { ...outcome, kept: [...kept] };
      } finally {
        if (!options.keepOpen) await azure.close();
        simulator.admin.misbehaviour.replace([]);
      }
    },
    async write(...writes) {
      for (const { method, path, body } of writes) {
        const answer = await http.call(method, path, body === undefined ? {} : { body });
        if (answer.status >= 200 && answer.status < 300) continue;
        throw new Error(`${method} ${path} was refused: ${answer.status} ${answer.text}`);
      }
    },
    async [Symbol.asyncDispose]() {
      await open?.azure.close();
      await http.close();
      await simulator.close();
    },
  };
}

/** The product's parts, pointed at a simulated Azure. */
export function scannerOn(
  simulator: Pick<Simulator, 'resourceManager'>,
  azure: Azure,
  clock: Clock = realClock,
): Scanner {
  return {
    scope: createScopeReader({ azure, clock }),
    azure: azure.reader,
    statistics: () => ({
      resourceManager: simulator.resourceManager,
      tenantId: null,
      ...azure.statistics(),
    }),
    reads: READS,
    checks: CHECKS,
    askPage: async () => await Promise.resolve({ outcome: 'no-answer', reason: 'a test' }),
    keeper: createMemoryKeeper(),
    clock,
    log: pino({ level: 'silent' }),
    tool: { name: 'azure-posture-monitor', version: '0.0.0' },
  };
}

/** What a state knows that recorded this scan. */
export function knownFrom({ result }: Pick<ScanOutcome, 'result'>): KnownResources {
  const findings = Map.groupBy(
    result.claims.flatMap((claim) => claim.findings),
    ({ resourceId }) => resourceId.toLowerCase(),
  );
  return {
    keysWithin: async (subscriptionId) =>
      await Promise.resolve(
        findings.keys().filter((key) => key.startsWith(`/subscriptions/${subscriptionId}/`)),
      ),
    findingsOf: (key) => findings.get(key) ?? [],
  };
}

let configuration: Configuration | undefined;

/** config/simulated.yaml: all four statements, with every attestation that they demand in date. Read once: nobody may change it. */
export function simulatedConfiguration(): Configuration {
  configuration ??= readSimulated();
  return configuration;
}

function readSimulated(): Configuration {
  const read = readConfiguration({
    file: resolve(ROOT, 'config/simulated.yaml'),
    environment: {},
    checks: CHECKS,
  });
  if ('configuration' in read) return read.configuration;
  throw new Error(read.problems.map(({ message }) => message).join('\n'));
}

/** All four statements, each bound as one: every claim speaks of the whole scope. */
export function statementsInOnePart(): readonly BoundDocument[] {
  return simulatedConfiguration().documents.map(({ statement, scope }) => ({ statement, scope }));
}

/** All four statements bound to these subscriptions. */
export function documentsOf(subscriptions: readonly string[]): readonly BoundDocument[] {
  return simulatedConfiguration().documents.map((document) => ({
    ...document,
    scope: document.scope === null ? null : { ...document.scope, subscriptions },
    ...(document.parts === undefined
      ? {}
      : {
          parts: Object.fromEntries(
            Object.entries(document.parts).map(([name, part]) => [
              name,
              { ...part, subscriptions },
            ]),
          ),
        }),
  }));
}
