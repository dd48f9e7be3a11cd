import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { EstateInput } from '#simulator/estate/schema.ts';

const STATEMENT = 'config/documents/flex-applications.yaml';

/** Many small subscriptions, each with statements of its own. */
interface WideEstate {
  readonly directory: string;
  readonly estateFile: string;
  readonly configFile: string;
}

/** The id of the subscription of a number from 1. */
function subscriptionOf(number: number): string {
  return `11111111-1111-4111-8111-${String(number).padStart(12, '0')}`;
}

/** Writes an estate of subscriptions with one server and ten databases each, and a configuration with `statements` for each of them. */
export async function writeWide(size: {
  readonly subscriptions: number;
  readonly statements: number;
}): Promise<WideEstate> {
  const { subscriptions, statements } = size;
  const directory = await mkdtemp(join(tmpdir(), 'posture-wide-'));
  const statement: { claims: readonly { id: string }[] } = parse(await readFile(STATEMENT, 'utf8'));
  const documents: unknown[] = [];
  for (let number = 1; number <= subscriptions; number += 1) {
    for (let copy = 1; copy <= statements; copy += 1) {
      const id = `statement-${number}-${copy}`;
      const claims = statement.claims.map((claim) => ({
        ...claim,
        id: `${id}.${claim.id.replace(/^.*\./u, '')}`,
      }));
      await writeFile(join(directory, `${id}.yaml`), stringify({ ...statement, id, claims }));
      documents.push({ file: `./${id}.yaml`, scope: { subscriptions: [subscriptionOf(number)] } });
    }
  }
  const estate: EstateInput = {
    subscriptions: Array.from({ length: subscriptions }, (_, index) => ({
      id: subscriptionOf(index + 1),
      displayName: `Wide ${index + 1}`,
      resourceGroups: [
        { name: 'rg-wide', location: 'swedencentral', resources: [server(index + 1)] },
      ],
    })),
  };
  const estateFile = join(directory, 'estate.yaml');
  const configFile = join(directory, 'posture.yaml');
  await writeFile(estateFile, stringify(estate));
  await writeFile(
    configFile,
    stringify({
      azure: { credential: 'managed-identity' },
      documents,
      state: `${directory}/state`,
    }),
  );
  return { directory, estateFile, configFile };
}

function server(number: number) {
  return {
    type: 'Microsoft.Sql/servers',
    name: `sql-wide-${number}`,
    properties: { minimalTlsVersion: '1.2', publicNetworkAccess: 'Disabled' },
    children: { databases: [{ name: 'db-{n}', repeat: 10 }] },
  };
}
