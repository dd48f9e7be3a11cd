import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, type PostureChild, startPosture } from './posture-child.ts';

export const FLEX = '11111111-1111-4111-8111-111111111111';
const SERVER = `/subscriptions/${FLEX}/resourceGroups/rg-flex-prod/providers/Microsoft.Sql/servers/sql-flex`;
export const SERVER_URL = `${SERVER}?api-version=2023-08-01`;
export const TLS_OLD = { properties: { minimalTlsVersion: '1.0' } };
export const TLS_GOOD = { properties: { minimalTlsVersion: '1.2' } };

/** A folder with a statement of one claim (TLS of database servers) and a configuration that binds it. */
export function smallConfiguration(more: readonly string[] = []): {
  readonly folder: string;
  readonly config: string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'posture-service-'));
  const document = join(folder, 'own.yaml');
  writeFileSync(
    document,
    `id: own
title: Our own statement
publisher: Us
claims:
  - id: own.tls
    section: "1"
    summary: Database servers demand TLS 1.2 or later.
    locator: TLS
    severity: high
    verify: [{ check: encryption-in-transit }]
`,
  );
  const config = join(folder, 'posture.yaml');
  writeFileSync(
    config,
    `azure: { credential: managed-identity }
documents:
  - { file: ${document}, scope: { subscriptions: ["${FLEX}"] } }
state: ${join(folder, 'state')}
server: { port: 0 }
${more.join('\n')}
`,
  );
  return { folder, config };
}

/** Where the service answers about its health; waits for it. */
export async function addressOf(child: PostureChild): Promise<string> {
  return await eventually(
    () => /serving health at (http:\S+)\/healthz/u.exec(child.stderr())?.[1],
    'the service serves health',
    child,
  );
}

export async function statusAt(address: string, path: string): Promise<number> {
  const answer = await fetch(`${address}${path}`);
  await answer.arrayBuffer();
  return answer.status;
}

/** Waits until the service says this many times that a scan finished. */
export async function scansFinished(child: PostureChild, count: number): Promise<void> {
  await eventually(
    () => (child.stderr().split('"msg":"scan finished"').length > count ? true : undefined),
    `${count} scans finished`,
    child,
  );
}

export function startService(config: string, env: Readonly<Record<string, string>>): PostureChild {
  return startPosture(['run', '--config', config, '--log-level', 'info'], env);
}

/** Waits until a scan runs. */
export async function scanRuns(address: string, child: PostureChild): Promise<void> {
  await eventually(
    async () => {
      const answer = await fetch(`${address}/healthz`);
      return ((await answer.json()) as { readonly running?: string }).running;
    },
    'a scan runs',
    child,
  );
}
