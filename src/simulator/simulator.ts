import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Simulation } from './arm/call.ts';
import { ChangeFeed } from './arm/change-feed.ts';
import { GraphCache } from './arm/graph-cache.ts';
import { Permissions } from './arm/permissions.ts';
import { type Certificates, makeCertificates } from './entra/certificates.ts';
import { startManagedIdentity } from './entra/managed-identity.ts';
import { Tokens } from './entra/tokens.ts';
import { expandEstate } from './estate/expand.ts';
import { readEstate } from './estate/read-estate.ts';
import { Estate, type EstateInput } from './estate/schema.ts';
import { Admin } from './server/admin.ts';
import { errorAnswer } from './server/answer-request.ts';
import { createAzureServer } from './server/https-server.ts';
import { Misbehaviour, type Struck } from './server/misbehaviour.ts';
import {
  type Asked,
  type Served,
  type ServedAzure,
  servedOf,
  serveRequest,
  strikesConnection,
} from './server/serve-request.ts';
import { createServerless } from './server/serverless.ts';
import { Throttle } from './server/throttle.ts';

/** How to start a simulated Azure. */
export interface SimulatorOptions {
  /** An estate, the path of an estate file, or undefined for the built-in good estate. */
  readonly estate?: EstateInput | string | undefined;
  /** Of the https listener; 0 takes a free one. */
  readonly port: number;
  /** Closes the simulator when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** The time that the simulated Azure thinks it is; the machine's when absent. */
  readonly now?: (() => Date) | undefined;
  /** Of the https listener, left as they are; absent: made for it alone, and removed with it. */
  readonly certificates?: Certificates | undefined;
}

/** A running simulated Azure. */
export interface Simulator {
  /** `https://127.0.0.1:PORT` */
  readonly resourceManager: string;
  /** `https://127.0.0.1:PORT/{tenant}/oauth2/v2.0/token` */
  readonly tokenEndpoint: string;
  /** PEM of the certificate authority; gone after `close`. */
  readonly caFile: string;
  /** The same PEM, as text. */
  readonly ca: string;
  readonly tenantId: string;
  readonly subscriptions: readonly string[];
  /** Variables for a process that uses it with a managed identity. */
  readonly env: Readonly<Record<string, string>>;
  readonly admin: SimulatorAdmin;
  /**
   * Answers a request of this very process as the https listener does, without a connection. Undefined where the request needs one: a rule
   * may do something to it (latency, silence, a reset, half an answer), or nobody listens any more.
   */
  answer(request: Asked): Promise<Served | undefined>;
  /** Stops listening and removes its files. May be called more than once. */
  close(): Promise<void>;
}

/** Controls that no Azure has; the same is reached over https below `/__simulator/`. */
interface SimulatorAdmin
  extends Pick<Admin, 'misbehaviour' | 'throttle' | 'serverless' | 'requests' | 'clearRequests'> {
  /** A bearer token for Azure Resource Manager. */
  token(): string;
}

/** The estate that is served when no other is named. */
export const GOOD_ESTATE: string = resolve(import.meta.dirname, '../../config/estates/good.yaml');

/** Starts a simulated Azure on loopback. Throws EstateError for an estate that cannot be used. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const estate = loadEstate(options.estate);
  const now = options.now ?? (() => new Date());
  const { clientId, objectId } = estate.identity;
  const tokens = new Tokens({ clientId, objectId, tenantId: estate.tenant }, now);
  const underWay: { request: Struck | undefined } = { request: undefined };
  const misbehaviour = new Misbehaviour(estate.misbehaviour);
  const simulation = createSimulation(estate, now, () =>
    misbehaviour.deniedActions(underWay.request),
  );
  const admin = new Admin(
    misbehaviour,
    new Throttle(estate.throttling, now),
    createServerless(simulation),
  );
  const certificates = options.certificates ?? (await makeCertificates());
  const origins: string[] = [];
  const served: ServedAzure = {
    simulation,
    tokens,
    throttle: admin.throttle,
    admin,
    origins,
    withRequest: (request, act) => {
      underWay.request = request;
      try {
        return act();
      } finally {
        underWay.request = undefined;
      }
    },
  };
  const server = createAzureServer(
    { key: certificates.key, cert: certificates.certificate },
    served,
  );
  const port = await new Promise<number>((done, failed) => {
    server.once('error', failed);
    server.listen(options.port, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      done(typeof address === 'object' && address !== null ? address.port : options.port);
    });
  });
  const identity = await startManagedIdentity(tokens);
  const resourceManager = `https://127.0.0.1:${port}`;
  origins.push(resourceManager, `https://localhost:${port}`);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
    await identity.close();
    if (options.certificates === undefined) await certificates.remove();
  };
  const closeOnce = (): Promise<void> => {
    closing ??= close();
    return closing;
  };
  options.signal?.addEventListener('abort', () => void closeOnce(), { once: true });
  return {
    resourceManager,
    tokenEndpoint: `${resourceManager}/${estate.tenant}/oauth2/v2.0/token`,
    caFile: certificates.caFile,
    ca: certificates.ca,
    tenantId: estate.tenant,
    subscriptions: estate.subscriptions.map(({ id }) => id),
    env: {
      POSTURE_AZURE_RESOURCE_MANAGER: resourceManager,
      POSTURE_AZURE_AUTHORITY: resourceManager,
      POSTURE_AZURE_LOGS: `${resourceManager}/v1`,
      POSTURE_AZURE_METRICS: resourceManager,
      POSTURE_AZURE_GRAPH: resourceManager,
      POSTURE_AZURE_CA_FILE: certificates.caFile,
      NODE_EXTRA_CA_CERTS: certificates.caFile,
      IDENTITY_ENDPOINT: identity.endpoint,
      IDENTITY_HEADER: identity.header,
    },
    admin: {
      misbehaviour: admin.misbehaviour,
      throttle: admin.throttle,
      serverless: admin.serverless,
      requests: () => admin.requests(),
      clearRequests: () => admin.clearRequests(),
      token: () => tokens.mint(resourceManager).token,
    },
    async answer(request) {
      if (closing !== undefined || strikesConnection(request, served)) return undefined;
      return await serveRequest(request, served, async () => await Promise.resolve(false)).catch(
        (error: unknown) => servedOf(errorAnswer(error), []),
      );
    },
    close: closeOnce,
  };
}

function loadEstate(estate: EstateInput | string | undefined): Estate {
  if (estate === undefined) return readEstate(GOOD_ESTATE);
  return typeof estate === 'string' ? readEstate(estate) : Estate.parse(estate);
}

function createSimulation(
  estate: Estate,
  now: () => Date,
  denied: () => readonly string[],
): Simulation {
  const store = expandEstate(estate, now());
  return {
    estate,
    store,
    permissions: new Permissions(
      estate.identity.permissions,
      denied,
      estate.denyAssignments,
      estate.identity.objectId,
    ),
    changes: new ChangeFeed(estate.changeFeed.lagSeconds),
    graph: new GraphCache(),
    deletedVaults: new Map(),
    plainTypes: new Set(),
    now,
    moment: () => ({
      now: now(),
      tenantId: estate.tenant,
      store,
      redundancyLagMs: estate.backupRedundancyLagSeconds * 1000,
    }),
  };
}
