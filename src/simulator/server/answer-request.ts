import { randomUUID } from 'node:crypto';
import type { Answer, Call, Simulation } from '../arm/call.ts';
import { ArmError } from '../arm/errors.ts';
import { answerArm } from '../arm/route.ts';
import type { Tokens } from '../entra/tokens.ts';
import type { Throttle } from './throttle.ts';

/** What an answer of Azure Resource Manager is made with. */
export interface ArmService {
  readonly simulation: Simulation;
  readonly tokens: Tokens;
  readonly throttle: Throttle;
  /** The origins under which this very listener is reached. */
  readonly origins: readonly string[];
}

/** Signs in, takes from the buckets, answers. Every outcome is an answer with Azure's headers, also an error. */
export function answerArmRequest(
  request: Omit<Call, 'principal' | 'simulation'>,
  service: ArmService,
): Answer {
  const common = commonHeaders(request, service.simulation.now());
  try {
    const authorization = request.headers['authorization'];
    const principal = service.tokens.read(
      Array.isArray(authorization) ? authorization[0] : authorization,
      service.origins,
    );
    const quota = takeQuota(request, service.throttle);
    const answer = answerArm({ ...request, principal, simulation: service.simulation });
    return { ...answer, headers: { ...common, ...quota, ...answer.headers } };
  } catch (error) {
    return { ...errorAnswer(error), headers: { ...common, ...errorAnswer(error).headers } };
  }
}

/** Azure's body for an ArmError; 500 for a fault of the simulator itself, with what it was. */
export function errorAnswer(error: unknown): Answer {
  if (error instanceof ArmError) {
    return { status: error.status, body: error.body(), headers: error.headers };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 500, body: { error: { code: 'SimulatorFault', message } } };
}

function takeQuota(
  request: { path: string; method: string },
  throttle: Throttle,
): Record<string, string> {
  if (/^\/providers\/microsoft\.resourcegraph\//i.test(request.path)) return throttle.takeQuery();
  const subscription = /^\/subscriptions\/([^/]+)/i.exec(request.path)?.[1];
  if (request.method !== 'GET' && subscription !== undefined) {
    return { 'x-ms-ratelimit-remaining-subscription-writes': '199' };
  }
  if (subscription !== undefined) return throttle.takeRead(subscription);
  return { 'x-ms-ratelimit-remaining-tenant-reads': '249' };
}

function commonHeaders(request: Pick<Call, 'headers'>, now: Date): Record<string, string> {
  const id = randomUUID();
  const asked = request.headers['x-ms-correlation-request-id'];
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return {
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '-1',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-ms-request-id': id,
    'x-ms-correlation-request-id': typeof asked === 'string' ? asked : id,
    'x-ms-routing-request-id': `SWEDENCENTRAL:${stamp}:${id}`,
    date: now.toUTCString(),
  };
}
