import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BINARY = '/usr/bin/prometheus-alertmanager';

/** Whether Debian's Alertmanager is installed. */
export const alertmanagerIsHere: boolean = existsSync(BINARY);

export interface RunningAlertmanager {
  readonly url: string;
  /** What it holds now. */
  alerts(): Promise<readonly { labels: Record<string, string>; status: { state: string } }[]>;
  stop(): Promise<void>;
}

/** A real Alertmanager that groups by alert name and posts to a webhook, after a second and then every second. */
export async function startAlertmanager(webhook: string): Promise<RunningAlertmanager> {
  const folder = await mkdtemp(join(tmpdir(), 'alertmanager-'));
  const config = join(folder, 'config.yml');
  await writeFile(
    config,
    [
      'route:',
      '  receiver: hook',
      '  group_by: [alertname]',
      '  group_wait: 1s',
      '  group_interval: 1s',
      '  repeat_interval: 1h',
      'receivers:',
      '  - name: hook',
      '    webhook_configs:',
      `      - url: ${webhook}`,
      '        send_resolved: true',
    ].join('\n'),
  );
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const child = spawn(
    BINARY,
    [
      `--config.file=${config}`,
      `--storage.path=${folder}`,
      '--cluster.listen-address=',
      `--web.listen-address=127.0.0.1:${String(port)}`,
    ],
    { stdio: 'ignore' },
  );
  const stop = async (): Promise<void> => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    async alerts() {
      return (await (await fetch(`${url}/api/v2/alerts`)).json()) as Awaited<
        ReturnType<RunningAlertmanager['alerts']>
      >;
    },
    stop,
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function ready(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((waited) => setTimeout(waited, 100));
  }
  throw new Error('Alertmanager was not ready within 10 s');
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise((exited) => child.once('exit', exited));
  child.kill('SIGKILL');
  await end;
}
