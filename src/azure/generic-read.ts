import {
  createEmptyPipeline,
  createPipelineRequest,
  type HttpClient,
  type Pipeline,
  setClientRequestIdPolicy,
} from '@azure/core-rest-pipeline';
import { toAddress } from '#domain/resource-address.ts';
import { parseObject } from './azure-error.ts';
import type { AzureClients } from './azure-reader.ts';

export interface GenericRead {
  readonly generic: AzureClients['generic'];
  /** Reads an absolute link, as Azure's answers name the next page. */
  fetchPage(url: string): Promise<unknown>;
}

/** The read for what no SDK client serves, through the same policies as theirs. Parsed bodies are for following links only. */
export function createGenericRead(options: {
  readonly resourceManager: string;
  readonly transport: HttpClient;
  readonly govern: (pipeline: Pipeline) => void;
}): GenericRead {
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(setClientRequestIdPolicy());
  options.govern(pipeline);

  const fetchPage = async (url: string): Promise<unknown> => {
    const request = createPipelineRequest({ url, method: 'GET' });
    request.headers.set('accept', 'application/json');
    const response = await pipeline.sendRequest(options.transport, request);
    return parseObject(response.bodyAsText ?? '');
  };
  const address = (
    path: string,
    apiVersion: string,
    query: Readonly<Record<string, string>> = {},
  ): string => {
    const parameters = new URLSearchParams({ 'api-version': apiVersion, ...query });
    return `${options.resourceManager}/${toAddress(path.replace(/^\/+/u, ''))}?${parameters.toString()}`;
  };

  return {
    fetchPage,
    generic: {
      get: async (path, apiVersion) => await fetchPage(address(path, apiVersion)),
      async *list(path, apiVersion, query) {
        let link: unknown = address(path, apiVersion, query);
        while (typeof link === 'string' && link !== '') {
          const page = await fetchPage(link);
          yield page;
          link =
            typeof page === 'object' && page !== null ? Reflect.get(page, 'nextLink') : undefined;
        }
      },
    },
  };
}
