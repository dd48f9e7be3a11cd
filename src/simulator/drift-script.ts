import { request as httpsRequest } from 'node:https';
import { z } from 'zod';
import { readYaml } from './estate/read-estate.ts';

const Request = z.strictObject({
  method: z.enum(['PUT', 'PATCH', 'DELETE']),
  resourceId: z.string().startsWith('/subscriptions/'),
  apiVersion: z.string(),
  body: z.record(z.string(), z.unknown()).optional(),
});

const Step = z.strictObject({
  /** When, from the start of the script: an ISO 8601 duration. */
  at: z.string().regex(/^PT/),
  title: z.string(),
  /** Who did it, as the change records will say. */
  actor: z.string(),
  /** With what, as the change records will say. */
  client: z.string(),
  request: Request,
  /** What the same tool does right after it. */
  followedBy: z.array(Request).default([]),
  /** What makes it good again, in this order. */
  mend: z.array(Request).min(1),
  /** The claims that this step breaks. */
  claims: z.array(z.string()).min(1),
});
/** One thing that somebody does to an estate, and how it is undone. */
export type DriftStep = z.infer<typeof Step>;

const DriftScript = z.strictObject({ steps: z.array(Step).min(1) });

/** Where and as whom a step is done: the simulator, or any Azure Resource Manager. */
export interface DriftTarget {
  /** `https://…`, without a slash at the end. */
  readonly resourceManager: string;
  /** PEM of an authority to trust. */
  readonly ca?: string | undefined;
  readonly token: string;
  /** `drift` does the step (the default), `mend` undoes it. */
  readonly phase?: 'drift' | 'mend' | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A request of a step that was refused; `status` and the start of the answer say why. */
class DriftError extends Error {
  readonly code = 'DRIFT_REFUSED';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = 'DriftError';
    this.status = status;
  }
}

/** Reads a drift script. Throws EstateError with file and line for one that cannot be used. */
export function readDriftScript(path: string): DriftStep[] {
  return readYaml(path, DriftScript).steps;
}

/** Does a step, or mends it. Throws DriftError when Azure refuses a request. */
export async function applyStep(step: DriftStep, target: DriftTarget): Promise<void> {
  const requests = target.phase === 'mend' ? step.mend : [step.request, ...step.followedBy];
  for (const request of requests) {
    const { status, text } = await send(request, step, target);
    if (status < 200 || status > 299) {
      const what = `${request.method} ${request.resourceId}`;
      throw new DriftError(`${what}: ${status} ${text.slice(0, 300)}`, status);
    }
  }
}

function send(
  { method, resourceId, apiVersion, body }: z.infer<typeof Request>,
  { actor, client }: DriftStep,
  { resourceManager, ca, token, signal }: DriftTarget,
): Promise<{ status: number; text: string }> {
  const url = new URL(`${resourceManager}${resourceId}?api-version=${apiVersion}`);
  const content = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(
      url,
      {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'x-simulator-caller': actor,
          'x-simulator-client': client,
          ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(ca === undefined ? {} : { ca }),
        ...(signal === undefined ? {} : { signal }),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(content);
  });
}
