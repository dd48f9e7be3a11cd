import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Notification } from '#domain/alert.ts';
import type { Severity } from '#domain/severity.ts';
import type { EstateInput } from '#simulator/estate/schema.ts';
import type { HttpsReceiver } from './https-receiver.ts';
import { type SimulateChild, startSimulateChild } from './simulate-child.ts';

/** What a webhook is told, as it reads it. */
export type Told = Notification & {
  readonly path: string;
  /** `webhook-id`: the same on every try. */
  readonly messageId: string;
};

/** The nth subscription of the estate. */
export function subscriptionId(n: number): string {
  return `00000000-0000-4000-8000-00000000000${String(n)}`;
}

export function serverId(subscription: number, n: number): string {
  return `/subscriptions/${subscriptionId(subscription)}/resourceGroups/rg-app/providers/Microsoft.Sql/servers/sql-${String(subscription)}-${String(n)}`;
}

/** A simulated Azure with so many database servers in each subscription, all of them as claimed. `lagSeconds`: until its change records tell of a write. */
export async function startLifeAzure(
  servers: readonly number[],
  lagSeconds = 1,
): Promise<SimulateChild & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'posture-life-'));
  const file = join(folder, 'estate.yaml');
  const estate: EstateInput = {
    changeFeed: { lagSeconds },
    subscriptions: servers.map((repeat, index) => ({
      id: subscriptionId(index),
      displayName: `Subscription ${String(index)}`,
      resourceGroups: [
        {
          name: 'rg-app',
          location: 'swedencentral',
          resources: [
            {
              type: 'Microsoft.Sql/servers',
              name: `sql-${String(index)}-{n}`,
              repeat,
              properties: { minimalTlsVersion: '1.2' },
            },
          ],
        },
      ],
    })),
  };
  writeFileSync(file, stringify(estate));
  return { ...(await startSimulateChild('--estate', file)), folder };
}

/** Sets the TLS version of servers as one operation of one person. */
export async function setTls(
  azure: SimulateChild,
  ids: readonly string[],
  version: '1.0' | '1.2',
  by: { readonly who: string; readonly correlationId: string },
): Promise<void> {
  const headers = {
    'x-simulator-caller': by.who,
    'x-simulator-client': 'Azure Portal',
    'x-ms-correlation-request-id': by.correlationId,
  };
  const body = { properties: { minimalTlsVersion: version } };
  for (let n = 0; n < ids.length; n += 10) {
    const answers = await Promise.all(
      ids
        .slice(n, n + 10)
        .map(
          async (id) => await azure.call('PATCH', `${id}?api-version=2023-08-01`, body, headers),
        ),
    );
    const refused = answers.find(({ status }) => status > 299);
    if (refused !== undefined) throw new Error(JSON.stringify(refused));
  }
}

/** A configuration of its own state: one claim about one subscription, and these alerts. Answers its path. */
export function lifeConfiguration(
  folder: string,
  about: {
    readonly name: string;
    readonly subscription: number;
    /** More of them. */
    readonly andAlso?: readonly number[];
    readonly severity: Severity;
    readonly schedules: string;
    readonly alerts: object;
    /** Instead of a directory. */
    readonly state?: string;
  },
): string {
  const at = (file: string) => join(folder, `${about.name}-${file}`);
  const claim = {
    id: 'own.tls',
    section: '1',
    summary: 'Database servers demand TLS 1.2 or later.',
    locator: 'TLS',
    severity: about.severity,
    verify: [{ check: 'encryption-in-transit' }],
  };
  const title = 'Our own statement';
  writeFileSync(at('own.yaml'), stringify({ id: 'own', title, publisher: 'Us', claims: [claim] }));
  const scope = {
    subscriptions: [about.subscription, ...(about.andAlso ?? [])].map(subscriptionId),
  };
  const configuration = {
    azure: { credential: 'managed-identity' },
    documents: [{ file: at('own.yaml'), scope }],
    state: about.state ?? at('state'),
    ...(about.state === undefined
      ? {}
      : { evidence: { directory: at('evidence'), signing: { file: at('keys') } } }),
    server: { port: 0 },
    alerts: about.alerts,
  };
  writeFileSync(at('posture.yaml'), `${stringify(configuration)}schedules: ${about.schedules}\n`);
  return at('posture.yaml');
}

/** A webhook channel that tells one path of the receiver. */
export function hook(receiver: HttpsReceiver, name: string, pages = true): object {
  return {
    type: 'webhook',
    name,
    url: `${receiver.origin}/${name}`,
    caFile: receiver.caFile,
    pages,
  };
}

/** What was told on one path so far, each try. */
export function toldOn(receiver: HttpsReceiver, path: string): readonly Told[] {
  return receiver.received.flatMap((request) => {
    if (request.path !== `/${path}`) return [];
    const event = JSON.parse(request.body) as { readonly data: Notification };
    return [{ ...event.data, path, messageId: String(request.headers['webhook-id']) }];
  });
}
