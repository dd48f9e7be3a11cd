import { once } from 'node:events';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { EstateError } from '#simulator/estate/read-estate.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';

/** `posture simulate`: serves until it is told to stop; prints one line of JSON once it listens. */
export const simulate: Command<
  CommonOptions & { readonly estate?: string; readonly port: string }
> = async (_workbench, terminal, options, signal) => {
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ConfigurationError(
      'CLI_PORT',
      `--port ${options.port}: expected a number from 0 to 65535.`,
    );
  }
  const simulator = await start(options.estate, port);
  const { resourceManager, caFile, subscriptions, env } = simulator;
  terminal.stdout.write(
    `${JSON.stringify({ ready: true, resourceManager, caFile, subscriptions, env })}\n`,
  );
  if (!signal.aborted) await once(signal, 'abort');
  await simulator.close();
  return 0;
};

async function start(estate: string | undefined, port: number): Promise<Simulator> {
  try {
    return await startSimulator({ estate, port });
  } catch (error) {
    if (error instanceof EstateError)
      throw new ConfigurationError('CLI_ESTATE', error.message, { cause: error.cause });
    throw error;
  }
}
