import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { eventually, type PostureChild, startPosture } from './posture-child.ts';

/** `posture simulate` in a process of its own, changed by nothing but HTTP. */
export interface SimulateChild {
  readonly env: Readonly<Record<string, string>>;
  readonly child: PostureChild;
  /** A request as any client of Azure would send it, or to the simulator's own controls below `/__simulator/`. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; body: unknown }>;
  /** Answers of the simulated Azure become bad in these ways; none: good again. */
  misbehave(...rules: readonly unknown[]): Promise<void>;
  stop(): Promise<void>;
}

interface Ready {
  readonly resourceManager: string;
  readonly caFile: string;
  readonly env: Readonly<Record<string, string>>;
}

export async function startSimulateChild(...args: readonly string[]): Promise<SimulateChild> {
  const child = startPosture(['simulate', ...args], {});
  const line = await eventually(
    () => (child.stdout().includes('\n') ? child.stdout() : undefined),
    'posture simulate says that it is ready',
    child,
  );
  const ready = JSON.parse(line) as Ready;
  const ca = readFileSync(ready.caFile, 'utf8');
  const token = await signIn(ready.env);
  const call: SimulateChild['call'] = async (method, path, body, more = {}) =>
    await send(`${ready.resourceManager}${path}`, ca, token, method, body, more);
  return {
    env: ready.env,
    child,
    call,
    async misbehave(...rules) {
      const { status } = await call('PUT', '/__simulator/misbehaviour', rules);
      if (status !== 204) throw new Error(`The rules were refused: ${status}`);
    },
    async stop() {
      if (child.process.exitCode !== null || child.process.signalCode !== null)
        throw new Error(`posture simulate ended by itself: ${child.stderr()}`);
      await child.end('SIGTERM');
    },
  };
}

async function signIn(env: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(
    `${env['IDENTITY_ENDPOINT'] ?? ''}?api-version=2019-08-01&resource=https%3A%2F%2Fmanagement.azure.com`,
    { headers: { 'x-identity-header': env['IDENTITY_HEADER'] ?? '' } },
  );
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function send(
  url: string,
  ca: string,
  token: string,
  method: string,
  body: unknown,
  more: Readonly<Record<string, string>>,
): Promise<{ status: number; body: unknown }> {
  return await new Promise((done, failed) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...more,
    };
    const outgoing = request(url, { method, ca, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', failed);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        done({ status: incoming.statusCode ?? 0, body: text === '' ? null : JSON.parse(text) });
      });
    });
    outgoing.on('error', failed);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
