import { ClientSecretCredential } from '@azure/identity';
import { type Simulator, type SimulatorOptions, startSimulator } from '#simulator/simulator.ts';

/** A simulator with what an SDK client needs to use it as it would Azure. */
export interface SdkAccess {
  readonly simulator: Simulator;
  readonly credential: ClientSecretCredential;
  readonly options: {
    endpoint: string;
    credentialScopes: string[];
    credentials: { scopes: string[] };
    tlsOptions: { ca: string };
    retryOptions: { maxRetries: number };
  };
}

/** Starts the good estate, or another one. The client signs in with a secret, in both spellings of the options that clients have. */
export async function startForSdk(
  options: Omit<SimulatorOptions, 'port'> = {},
): Promise<SdkAccess> {
  const simulator = await startSimulator({ ...options, port: 0 });
  const scope = `${simulator.resourceManager}/.default`;
  return {
    simulator,
    credential: new ClientSecretCredential(simulator.tenantId, 'a-client', 'a-secret', {
      authorityHost: simulator.resourceManager,
      disableInstanceDiscovery: true,
      tlsOptions: { ca: simulator.ca },
    }),
    options: {
      endpoint: simulator.resourceManager,
      credentialScopes: [scope],
      credentials: { scopes: [scope] },
      tlsOptions: { ca: simulator.ca },
      retryOptions: { maxRetries: 0 },
    },
  };
}

/** Every row of a paged list. */
export async function all<Row>(pages: AsyncIterable<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of pages) rows.push(row);
  return rows;
}
