import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command, CommonOptions, Workbench } from '#cli/workbench.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { listSnapshots } from '#evidence/list-snapshots.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { parseTrusted } from '#evidence/verify-keys.ts';
import { applyStep, readDriftScript } from '#simulator/drift-script.ts';
import { expectAlarm, tellAuthor } from './demo-act.ts';
import { type Alarm, createAlarms } from './demo-alarms.ts';
import { startProgram } from './demo-child.ts';
import { actOnCall } from './demo-on-call.ts';
import { createStage } from './demo-screen.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const CONFIG = resolve(ROOT, 'config/demo.yaml');
const SCRIPT = resolve(ROOT, 'config/estates/demo-drift.yaml');
/** Where config/demo.yaml keeps its state; emptied at every start. */
const STATE = resolve(ROOT, 'var/demo');
const PATIENCE_MS = 60_000;

/**
 * `posture demo`: starts the simulated Azure and the service as two processes of their own, so that the service is the very program
 * that runs in production; breaks and mends settings as the drift script says, and shows each alert as it arrives. 0 when every
 * step was noticed and its end as well, and the evidence verifies; 1 otherwise. The next setting is broken as soon as the one
 * before was noticed.
 */
export const demo: Command<
  CommonOptions & { readonly stay?: true; readonly verbose?: true }
> = async (workbench, terminal, options, signal) => {
  await rm(STATE, { recursive: true, force: true });
  await using programs = new AsyncDisposableStack();
  const say = (line: string): void => void terminal.stdout.write(`${line}\n`);
  say('Starting a simulated Azure: four subscriptions, one for each published statement.');
  const azure = programs.adopt(
    startProgram(['simulate'], workbench.environment, ROOT),
    async (program) => await program.stop(),
  );
  const ready = JSON.parse(await azure.line(() => true, PATIENCE_MS, signal)) as Ready;
  say(`  it listens at ${ready.resourceManager}\n`);

  say('Starting the monitor (posture run), which knows nothing of the simulation but its address.');
  const environment = { ...workbench.environment, ...ready.env, POSTURE_STATE: STATE };
  const monitor = programs.adopt(
    startProgram(['run', '--config', CONFIG, '--log-level', 'info'], environment, ROOT),
    async (program) => await program.stop(),
  );
  const alarms = createAlarms(monitor);
  const first = JSON.parse(await monitor.logged('scan finished', PATIENCE_MS, signal)) as {
    readonly claims: unknown;
  };
  say(`  first scan finished: ${summarise(first.claims)}`);
  await showClaims(environment, say, signal);

  const ca = await readFile(ready.caFile, 'utf8');
  const token = await signIn(ready.env, signal);
  const verbose = options.verbose === true;
  const stage = createStage(say);
  const beginnings: (Alarm | undefined)[] = [];
  const ends: Promise<Alarm | undefined>[] = [];
  for (const [index, step] of readDriftScript(SCRIPT).entries()) {
    const act = stage.open();
    const seen = { alarms, step, say: act.say, verbose, signal };
    act.say(`\n── ${index + 1}. ${step.title} (by ${step.actor}, ${step.client})`);
    const target = { resourceManager: ready.resourceManager, ca, token, signal };
    await applyStep(step, target);
    const alarm = await expectAlarm('firing', seen);
    const rest = async (): Promise<Alarm | undefined> => {
      if (alarm !== undefined) await tellAuthor(alarm, seen);
      if (index === 0 && alarm !== undefined) {
        const { alertId } = alarm.notification;
        const desk = { config: CONFIG, environment, root: ROOT, say: act.say, verbose, signal };
        await actOnCall(alertId, desk);
      }
      act.say('   … it is mended …');
      await applyStep(step, { ...target, phase: 'mend' });
      return await expectAlarm('resolved', seen);
    };
    beginnings.push(alarm);
    const end = rest().finally(() => act.end());
    // It is awaited below, with the others; until then its failure is nobody's.
    end.catch(() => undefined);
    ends.push(end);
  }
  const noticed = [...beginnings, ...(await Promise.all(ends))];
  const missed = noticed.filter((one) => one === undefined).length;

  if (options.stay === true) {
    say('\nThe monitor keeps running; stop with Ctrl-C.');
    await new Promise((stop) => signal.addEventListener('abort', stop, { once: true }));
    return 0;
  }
  await monitor.stop();
  say('\nThe auditor: one more scan, with an evidence snapshot.');
  const scan = startProgram(
    ['scan', '--config', CONFIG, '--evidence', '--out', resolve(STATE, 'result.txt')],
    environment,
    ROOT,
  );
  await scan.ended(PATIENCE_MS, signal);
  return (await concludeEvidence(say)) && missed === 0 ? 0 : 1;
};

interface Ready {
  readonly resourceManager: string;
  readonly caFile: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A line per document; the claims one by one are for `posture claims`. */
async function showClaims(
  environment: Workbench['environment'],
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const claims = startProgram(['claims', '--config', CONFIG, '--counts'], environment, ROOT);
  await claims.ended(PATIENCE_MS, signal);
  for (const line of claims.output().trimEnd().split('\n')) say(`  ${line}`);
}

async function concludeEvidence(say: (line: string) => void): Promise<boolean> {
  const [snapshot] = await listSnapshots(resolve(STATE, 'evidence'));
  if (snapshot === undefined) {
    say('There is no evidence snapshot: see the log above.');
    return false;
  }
  const keys = resolve(STATE, 'evidence/keys/history.json');
  const trusted = parseTrusted(await readFile(keys, 'utf8'));
  const { status, files, bytes } = await verifyBundle(snapshot.path, { trusted });
  // Some of the demo's readings end without an answer on purpose; altered or unsealed it may not be.
  const ok = status === 0 || status === 2;
  say(
    `  ${snapshot.path}\n  ${files} files, ${bytes} bytes: ${ok ? 'verified, nothing was changed' : 'NOT verified'}`,
  );
  say('\nNow it is your turn:');
  say(`  npx posture evidence verify ${snapshot.path} --key ${keys}`);
  say(`  (cd ${snapshot.path} && sha256sum -c SHA256SUMS)      change one byte and try again`);
  say('  npx posture claims --config config/demo.yaml          what is claimed, and how it stands');
  say('  npx posture simulate                                  the simulated Azure alone');
  say(
    '  npx posture validate                                  then put your subscriptions into config/posture.yaml',
  );
  return ok;
}

function summarise(claims: unknown): string {
  return typeof claims === 'object' && claims !== null
    ? Object.entries(claims)
        .map(([status, count]) => `${String(count)} ${status}`)
        .join(', ')
    : 'no claims';
}

async function signIn(
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string> {
  const address = `${environment['IDENTITY_ENDPOINT'] ?? ''}?api-version=2019-08-01&resource=https%3A%2F%2Fmanagement.azure.com`;
  const answer = await fetch(address, {
    headers: { 'x-identity-header': environment['IDENTITY_HEADER'] ?? '' },
    signal,
  });
  const body: unknown = await answer.json();
  if (typeof body === 'object' && body !== null && 'access_token' in body)
    return String(body.access_token);
  throw new ConfigurationError(
    'DEMO_SIGN_IN',
    `The simulated identity endpoint answered ${answer.status} without a token.`,
  );
}
