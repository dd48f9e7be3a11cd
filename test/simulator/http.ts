import { Agent, request } from 'undici';
import type { Simulator } from '#simulator/simulator.ts';

/** An answer as it came: nothing about it has been checked. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly body: Body;
}

/** A body whose members tests read freely. */
type Body = { readonly [name: string]: Body } & { readonly [index: number]: Body };

/** A member that is text; empty for anything else. */
export function textOf(member: unknown): string {
  return typeof member === 'string' ? member : '';
}

/** Plain requests to a simulator, signed in unless told otherwise. */
export function httpTo(simulator: Simulator): {
  call(
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string>; token?: string | undefined },
  ): Promise<RawAnswer>;
  get(path: string): Promise<RawAnswer>;
  query(query: string, options?: Record<string, unknown>): Promise<RawAnswer>;
  close(): Promise<void>;
} {
  const dispatcher = new Agent({ connect: { ca: simulator.ca } });
  const call: ReturnType<typeof httpTo>['call'] = async (method, path, options = {}) => {
    const token = 'token' in options ? options.token : simulator.admin.token();
    const answer = await request(
      path.startsWith('https:') ? path : simulator.resourceManager + path,
      {
        dispatcher,
        method: method as 'GET',
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers,
        },
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      },
    );
    const text = await answer.body.text();
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text,
      body: isJson ? JSON.parse(text) : {},
    };
  };
  return {
    call,
    get: (path) => call('GET', path),
    query: (query, options) =>
      call('POST', '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01', {
        body: { query, ...options },
      }),
    close: () => dispatcher.destroy(),
  };
}
