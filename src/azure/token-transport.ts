import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { parseObject, redact } from './azure-error.ts';
import { AzureFault } from './azure-fault.ts';
import { entraMend } from './entra-mend.ts';

/** What the identity library asks with, and what it heard. */
export interface TokenTransport {
  readonly client: HttpClient;
  /** Why the newest request gave no token, where it did not; undefined when nothing was asked since `forget`. */
  newestFault(): AzureFault | undefined;
  forget(): void;
}

/** Where a machine of Azure asks for its own token. */
const METADATA_HOST = '169.254.169.254';

/**
 * Remembers what the sign-in was really answered: the identity library turns a page of HTML and a refused connection into the same words.
 * Follows no redirect: a secret must not go on to another host.
 */
export function createTokenTransport(transport: HttpClient): TokenTransport {
  let newest: AzureFault | undefined;
  return {
    newestFault: () => newest,
    forget() {
      newest = undefined;
    },
    client: {
      async sendRequest(request) {
        try {
          const response = await transport.sendRequest(request);
          newest = faultIn(request, response);
          if (isRedirect(response)) throw newest ?? new Error('a redirect is a fault');
          return response;
        } catch (error) {
          if (error instanceof AzureFault) newest = about(request, error);
          throw error;
        }
      },
    },
  };
}

function about(request: PipelineRequest, fault: AzureFault): AzureFault {
  if (new URL(request.url).hostname !== METADATA_HOST) return fault;
  const { code, message, isTransient } = fault;
  const words = `no managed identity answers here (${message}): this machine is no resource of Azure with an identity, or must not reach ${METADATA_HOST}; choose another azure.credential`;
  return new AzureFault(code, words, { cause: fault, isTransient });
}

/** What an answer to a sign-in says in place of a token; undefined for a success in JSON. */
function faultIn(request: PipelineRequest, response: PipelineResponse): AzureFault | undefined {
  const { host } = new URL(request.url);
  const { status, headers } = response;
  const text = response.bodyAsText ?? '';
  if (isRedirect(response)) {
    const target = URL.parse(headers.get('location') ?? '', request.url)?.host ?? 'nowhere';
    return new AzureFault(
      'MalformedAnswer',
      `${host} answered with a redirect to ${target} (status ${status}) and not with a token: it is no sign-in authority (azure.cloud.authority), or a login page of the network stands in between`,
    );
  }
  const body = parseObject(text);
  if (body !== undefined) return status === 200 ? undefined : refusal(host, status, body);
  if (status >= 500 || status === 429) {
    return new AzureFault(
      status === 429 ? 'Throttled' : 'ServerError',
      `${host} answered with status ${status} and not with a token: the authority is in trouble, or what stands before it`,
    );
  }
  const isPage = /html/iu.test(headers.get('content-type') ?? '') || /^\s*</u.test(text);
  const what = isPage ? 'a web page' : 'something that is no JSON';
  return new AzureFault(
    'MalformedAnswer',
    `${host} answered with ${what} (status ${status}) and not with a token: it is no sign-in authority (azure.cloud.authority), or a login page or proxy of the network stands in between`,
  );
}

function refusal(
  host: string,
  status: number,
  body: Readonly<Record<string, unknown>>,
): AzureFault | undefined {
  const { error, error_description: description } = body;
  if (error === undefined && status < 400) return undefined;
  const inner = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : error;
  const code = typeof inner === 'string' ? inner : `status ${status}`;
  // The first line says it; what follows are ids of the request.
  const said = typeof description === 'string' ? (description.split(/\r?\n/u)[0] ?? '') : '';
  const words = redact([code, said].filter((part) => part !== '').join(': ')).slice(0, 240);
  const mend = entraMend(`${code} ${said}`, host);
  return new AzureFault(
    'AuthorizationFailed',
    `${host} refused (${words})${mend === undefined ? '' : `: ${mend}`}`,
  );
}

function isRedirect({ status }: PipelineResponse): boolean {
  return status >= 300 && status < 400 && status !== 304;
}
