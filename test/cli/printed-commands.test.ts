import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notificationOf } from '#alerting/notification.ts';
import { partsOf } from '#channels/words.ts';
import { readConfiguration } from '#config/read-configuration.ts';
import type { StateStore } from '#domain/state-store.ts';
import { openStore } from '#store/open-store.ts';
import { minute } from '../harness/findings.ts';
import { CHECKS } from '../harness/product.ts';
import { sha256 } from '../harness/scan-steps.ts';
import { alert, alertRecord, member } from '../store/alerts.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const execute = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'posture printed '));
const CLAIM = 'flinker.encryption-in-transit';
const known = alert('al_printed', { members: [member({ claim: CLAIM, document: 'flinker' })] });

let service: StateStore;

beforeAll(async () => {
  const file = join(folder, 'posture.yaml');
  writeFileSync(
    file,
    `azure: { credential: managed-identity }
documents: [{ use: flinker, scope: { subscriptions: ["11111111-1111-4111-8111-111111111111"] } }]
state: ${join(folder, 'state')}
`,
  );
  symlinkSync(join(ROOT, 'bin/posture.js'), join(folder, 'posture'));
  // Held open, as the service holds it while somebody acts on what it has told.
  service = await openStore(join(folder, 'state'));
  await service.recordAlerts(alertRecord(1, { alerts: [known] }));
});

afterAll(() => {
  service.close();
  rmSync(folder, { recursive: true });
});

/** What a page prints where the service runs with this PATH. */
function printed(PATH: string): ReadonlyMap<string, string> {
  const outcome = readConfiguration({
    file: join(folder, 'posture.yaml'),
    environment: { PATH },
    checks: CHECKS,
  });
  if (!('configuration' in outcome)) throw new Error(JSON.stringify(outcome.problems));
  const { policy } = outcome.configuration.alerts;
  const context = {
    at: minute(2),
    policy,
    acknowledgedBy: null,
    notes: [],
    alertOf: () => undefined,
  };
  const { commands } = partsOf(notificationOf(known, 'firing', context, sha256));
  return new Map(commands.map(({ label, command }) => [label, command]));
}

async function run(command: string, PATH: string): Promise<string> {
  const env = { PATH, HOME: folder, NO_COLOR: '1' };
  const { stdout } = await execute('/bin/sh', ['-c', command], { cwd: ROOT, env });
  return stdout;
}

describe('22: the commands on a page', () => {
  const node = dirname(process.execPath);

  it('22: run as they are printed in the image, on the state that a service holds', async () => {
    const PATH = `${folder}:${node}:/usr/bin:/bin`;
    const commands = printed(PATH);

    expect([...commands.keys()]).toEqual(['acknowledge', 'silence', 'show', 'explain']);
    for (const command of commands.values()) expect(command).toMatch(/^posture --config '/u);
    expect(await run(commands.get('acknowledge') ?? '', PATH)).toContain('al_printed');
    expect(await run(commands.get('silence') ?? '', PATH)).toMatch(/al_printed|si_/u);
    expect(await run(commands.get('show') ?? '', PATH)).toContain('acknowledged by');
    expect(await run(commands.get('explain') ?? '', PATH)).toContain(CLAIM);
    expect(await service.acknowledgements()).toMatchObject([{ alertId: 'al_printed' }]);
    expect(await service.silences(new Date().toISOString())).toMatchObject([
      { alertId: 'al_printed', reason: '…' },
    ]);
  }, 120_000);

  it('22: run as they are printed in a checkout', async () => {
    const PATH = `${node}:/usr/local/bin:/usr/bin:/bin`;
    const show = printed(PATH).get('show') ?? '';

    expect(show).toMatch(/^npx posture --config '.*' alerts show al_printed$/u);
    expect(await run(show, PATH)).toContain('al_printed');
  }, 120_000);
});
