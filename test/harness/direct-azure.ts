import { setImmediate as nextTurn } from 'node:timers/promises';
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import type { Simulator } from '#simulator/simulator.ts';

/**
 * The way to a simulated Azure of this very process: the SDK's pipeline and ours as ever, but no socket and no TLS, which cost more than
 * the answer. What a rule does to a connection (latency, silence, a reset, half an answer) is done to a real one, and so is what comes
 * after the simulated Azure was closed. `test/azure/direct-azure.test.ts` shows that a scan is answered the same both ways.
 */
export function directTo(
  simulator: Pick<Simulator, 'resourceManager' | 'answer'>,
): (network: HttpClient) => HttpClient {
  return (network) => ({
    async sendRequest(request) {
      // As over a connection: nobody is answered in the turn in which he asks.
      await nextTurn();
      const url = new URL(request.url);
      const { body, method, headers } = request;
      if (url.origin !== simulator.resourceManager || request.abortSignal?.aborted === true)
        return await network.sendRequest(request);
      const served = await simulator.answer({
        method,
        target: `${url.pathname}${url.search}`,
        host: url.host,
        headers: headers.toJSON(),
        text: typeof body === 'string' ? body : '',
      });
      if (served === undefined) return await network.sendRequest(request);
      return {
        request,
        status: served.status,
        // What Node's server adds to every answer.
        headers: createHttpHeaders({ date: new Date().toUTCString(), ...served.headers }),
        bodyAsText: served.text.toWellFormed(),
      };
    },
  });
}
