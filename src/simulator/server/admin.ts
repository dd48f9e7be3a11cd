import { z } from 'zod';
import type { Answer } from '../arm/call.ts';
import { MisbehaviourRule, Throttling } from '../estate/schema.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import type { Serverless } from './serverless.ts';
import type { Throttle } from './throttle.ts';

/** A request that has been served. */
export interface ServedRequest {
  readonly method: string;
  /** Path and query as they were asked. */
  readonly path: string;
  /** 0: no answer was sent (a hang, a reset). */
  readonly status: number;
}

const ServerlessAct = z.strictObject({ id: z.string(), status: z.enum(['Paused', 'Online']) });

/** How many served requests are remembered. */
const MOST_REMEMBERED = 200_000;

/** The simulator's own controls, which no Azure has: rules of misbehaviour, throttling, serverless databases, the log of requests. */
export class Admin {
  readonly misbehaviour: Misbehaviour;
  readonly throttle: Throttle;
  #requests: ServedRequest[] = [];

  readonly #serverless: Serverless;

  constructor(misbehaviour: Misbehaviour, throttle: Throttle, serverless: Serverless) {
    this.misbehaviour = misbehaviour;
    this.throttle = throttle;
    this.#serverless = serverless;
  }

  /** Remembers a request; the oldest are forgotten when there are very many. */
  log(request: ServedRequest): void {
    if (this.#requests.length >= MOST_REMEMBERED)
      this.#requests = this.#requests.slice(MOST_REMEMBERED / 2);
    this.#requests.push(request);
  }

  /** The requests served so far, oldest first. */
  requests(): readonly ServedRequest[] {
    return this.#requests;
  }

  /** Forgets the requests served so far. */
  clearRequests(): void {
    this.#requests = [];
  }

  /** Serverless databases that pause: their state, who woke them, what that cost. */
  get serverless(): Serverless {
    return this.#serverless;
  }

  /** Answers `/__simulator/…`; needs no token. */
  answer(method: string, path: string, body: unknown): Answer {
    switch (`${method} ${path.slice('/__simulator/'.length)}`) {
      case 'GET misbehaviour':
        return { status: 200, body: this.misbehaviour.list() };
      case 'PUT misbehaviour':
        return this.#replaceRules(body);
      case 'DELETE misbehaviour':
        this.misbehaviour.replace([]);
        return { status: 204 };
      case 'PUT throttling':
        return this.#replaceThrottling(body);
      case 'DELETE throttling':
        this.throttle.limits = undefined;
        return { status: 204 };
      case 'GET serverless':
        return { status: 200, body: this.#serverless.report() };
      case 'PUT serverless':
        return this.#setServerless(body);
      case 'GET requests':
        return { status: 200, body: this.#requests };
      case 'DELETE requests':
        this.clearRequests();
        return { status: 204 };
      default:
        return { status: 404, body: { error: { code: 'NotFound', message: `${method} ${path}` } } };
    }
  }

  #replaceRules(body: unknown): Answer {
    const rules = z.array(MisbehaviourRule).safeParse(body);
    if (!rules.success) return invalid(rules.error);
    this.misbehaviour.replace(rules.data);
    return { status: 204 };
  }

  /** What a person does to a serverless database past Azure's API: pauses it at once, or signs in to it. */
  #setServerless(body: unknown): Answer {
    const wanted = ServerlessAct.safeParse(body);
    if (!wanted.success) return invalid(wanted.error);
    const { id, status } = wanted.data;
    const isDone = status === 'Paused' ? this.#serverless.pause(id) : this.#serverless.signIn(id);
    if (isDone) return { status: 204 };
    const message = `${id} is no serverless database that pauses`;
    return { status: 404, body: { error: { code: 'NotFound', message } } };
  }

  #replaceThrottling(body: unknown): Answer {
    const limits = Throttling.safeParse(body);
    if (!limits.success) return invalid(limits.error);
    this.throttle.limits = limits.data;
    return { status: 204 };
  }
}

function invalid(error: z.ZodError): Answer {
  return { status: 400, body: { error: { code: 'Invalid', message: z.prettifyError(error) } } };
}
