import { once } from 'node:events';
import { ConfigurationError } from '#domain/errors.ts';
import { startSimulator } from '#simulator/simulator.ts';
import type { Command, CommonOptions } from './workbench.ts';

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
  const simulator = await startSimulator({ estate: options.estate, port });
  const { resourceManager, caFile, subscriptions, env } = simulator;
  terminal.stdout.write(
    `${JSON.stringify({ ready: true, resourceManager, caFile, subscriptions, env })}\n`,
  );
  if (!signal.aborted) await once(signal, 'abort');
  await simulator.close();
  return 0;
};
