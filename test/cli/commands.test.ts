import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeptScans, startKeptScans } from '../harness/kept-scans.ts';
import { type PostureRun, runPosture } from '../harness/posture.ts';
import { runHere } from '../harness/posture-here.ts';
import { violations } from '../harness/result-schema.ts';
import { sharedIsHere } from '../harness/shared.ts';
import { type SimulateChild, startSimulateChild } from '../harness/simulate-child.ts';
import {
  FLEX,
  SERVER_URL,
  smallConfiguration,
  TLS_GOOD,
  TLS_OLD,
} from '../harness/small-service.ts';

const GOOD = ['--config', 'config/simulated.yaml'];
/** What has nothing to do with Azure and must answer without it. */
const NO_NETWORK = {
  HTTPS_PROXY: 'http://127.0.0.1:9',
  POSTURE_AZURE_RESOURCE_MANAGER: 'https://127.0.0.1:9',
};

describe('commands that need no network', () => {
  const own = smallConfiguration();

  afterAll(() => rmSync(own.folder, { recursive: true }));

  it.each([
    ['scan', '--subscription'],
    ['run', 'schedules'],
    ['demo', '--stay'],
    ['simulate', '--estate'],
    ['validate', 'everything that is wrong'],
    ['doctor', 'permission'],
    ['permissions', '--why'],
    ['claims', '--document'],
    ['checks', 'checked'],
    ['explain', '<id>'],
    ['alerts', 'test'],
    ['alerts list', 'open'],
    ['alerts test', 'channel'],
    ['evidence', 'verify'],
    ['evidence list', 'newest'],
    ['evidence show', '[snapshot]'],
    ['evidence export', '--out'],
    ['evidence verify', 'offline'],
  ])('posture %s --help tells of it and does nothing', async (command, words) => {
    const run = await runHere([...command.split(' '), '--help'], NO_NETWORK);

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain(`Usage: posture ${command}`);
    expect(run.stdout).toContain(words);
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['scna']],
    ['an unknown option', ['checks', '--frob']],
    ['half a command', ['evidence']],
    ['no argument where one is needed', ['explain']],
    ['too many arguments', ['checks', 'storage']],
    ['a level that there is not', ['checks', '--log-level', 'loud']],
    ['a port that there is not', ['simulate', '--port', '99999']],
    ['a configuration that is not there', ['claims', '--config', 'nowhere.yaml']],
    ['a claim, check or resource that there is not', ['explain', 'nobody', ...GOOD]],
    ['a snapshot that there is not', ['evidence', 'verify', 'none', ...GOOD]],
  ])('3 and a word on standard error for %s', async (_, args) => {
    const run = await runHere(args, NO_NETWORK);

    expect(run).toMatchObject({ exitCode: 3, stdout: '' });
    expect(run.stderr).toMatch(/\S/u);
    expect(run.stderr).not.toContain('    at ');
  });

  it('a process of its own ends with the same status and words', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const told = await runPosture(['--version'], {});
    const asked = ['evidence', 'verify', '--help'];
    const wrong = ['explain', 'nobody', ...GOOD];

    expect(told).toMatchObject({ exitCode: 0, stdout: `${version}\n` });
    for (const args of [asked, wrong])
      expect(await runPosture(args, NO_NETWORK)).toEqual(await runHere(args, NO_NETWORK));
  });

  it('permissions prints a role that az role definition create takes', async () => {
    const run = await runHere(['permissions', ...GOOD], NO_NETWORK);
    const role = JSON.parse(run.stdout) as Record<string, readonly string[]>;

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(Object.keys(role)).toEqual(
      expect.arrayContaining(['Name', 'IsCustom', 'Description', 'Actions', 'AssignableScopes']),
    );
    expect(role['IsCustom']).toBe(true);
    expect(role['AssignableScopes']).toContain(`/subscriptions/${FLEX}`);
    expect(role['Actions']?.filter((action) => !action.endsWith('/read'))).toEqual([]);
    const why = await runHere(['permissions', '--why', '--config', own.config], NO_NETWORK);
    expect(why.stdout).toMatch(/Microsoft\.Sql\/servers\/read\s.*own\.tls/u);
  });

  it('17: permissions prints the star alone, and --narrow each action with a word on completeness', async () => {
    const complete = await runHere(['permissions', '--config', own.config], NO_NETWORK);
    const narrow = await runHere(['permissions', '--narrow', '--config', own.config], NO_NETWORK);
    const actionsOf = ({ stdout }: PostureRun): unknown =>
      (JSON.parse(stdout) as Record<string, unknown>)['Actions'];

    expect(actionsOf(complete)).toEqual(['*/read']);
    expect(actionsOf(narrow)).toContain('Microsoft.Sql/servers/read');
    expect(actionsOf(narrow)).not.toContain('*/read');
    expect(narrow.stderr).toContain('completeness is not proven');
  });

  it('claims, checks and explain say what there is, uncut, without a scan', async () => {
    const claims = await runHere(['claims', '--config', own.config], NO_NETWORK);
    const checks = await runHere(['checks'], NO_NETWORK);
    const claim = await runHere(['explain', 'own.tls', '--config', own.config], NO_NETWORK);
    const check = await runHere(['explain', 'encryption-in-transit', ...GOOD], NO_NETWORK);

    expect(claims.stdout).toMatch(/own\.tls\s+not scanned yet\s+auto/u);
    const ids = readdirSync('checks', { encoding: 'utf8' })
      .filter((file) => !file.endsWith('.generated.ts'))
      .map((file) => file.replace(/\.ts$/u, ''));
    expect(ids.length).toBeGreaterThan(25);
    expect(ids.filter((id) => !checks.stdout.includes(id))).toEqual([]);
    expect(checks.stdout).not.toContain('…');
    expect(claim.stdout).toContain('verified by encryption-in-transit');
    expect(check.stdout).toMatch(/Used by .*flex\.encryption-in-transit/u);
  });

  it('16: validate says a check that does not exist with its suggestion, groups notices, and answers in JSON', async () => {
    const file = join(own.folder, 'typo.yaml');
    writeFileSync(
      join(own.folder, 'typo-document.yaml'),
      [
        'id: typo',
        'title: Misspelt',
        'claims:',
        '  - id: typo.tls',
        '    section: "1"',
        '    summary: TLS',
        '    locator: tls',
        '    severity: high',
        '    verify: [{ check: encryption-in-transti, with: { atLeast: "1.2" } }]',
        '',
      ].join('\n'),
    );
    writeFileSync(
      file,
      [
        'azure: {}',
        'documents: [{ file: typo-document.yaml }]',
        'alerts:',
        '  channels:',
        '    - { type: slack, name: a, url: { env: NOT_HERE_A } }',
        '    - { type: slack, name: b, url: { file: /nowhere/b } }',
        '    - { type: log }',
        '',
      ].join('\n'),
    );
    const typo = await runHere(['validate', '--config', file], NO_NETWORK);
    const without = await runHere(['validate', '--config', file, '--no-secrets'], NO_NETWORK);
    const json = await runHere(['validate', ...GOOD, '--format', 'json'], NO_NETWORK);
    const quiet = await runHere(['validate', ...GOOD, '--quiet'], NO_NETWORK);
    const short = await runHere(['validate', ...GOOD], NO_NETWORK);
    const long = await runHere(['validate', ...GOOD, '--verbose'], NO_NETWORK);

    expect(typo.exitCode).toBe(3);
    expect(typo.stdout).toMatch(
      /typo-document\.yaml:9:\d+: .*encryption-in-transti.*did you mean "encryption-in-transit"\?/u,
    );
    expect(typo.stdout).toMatch(/typo\.yaml:5:\d+: .*NOT_HERE_A is not set/u);
    expect(typo.stdout).toMatch(/typo\.yaml:6:\d+: .*\/nowhere\/b is not there/u);
    expect(without.stdout).not.toContain('NOT_HERE_A');
    expect(JSON.parse(json.stdout)).toMatchObject({
      valid: true,
      documents: 4,
      claims: 127,
      problems: [],
    });
    expect(quiet).toMatchObject({ exitCode: 0, stdout: '' });
    expect(short.stdout.split('\n').length).toBeLessThan(16);
    expect(short.stdout).toMatch(/and \d+ more like it \(--verbose lists them\)/u);
    expect(long.stdout.split('\n').length).toBeGreaterThan(40);
  });

  it('validate tells every problem at once, with its place', async () => {
    const file = join(own.folder, 'wrong.yaml');
    writeFileSync(
      file,
      [
        'azure: { credential: managed-identity }',
        'documents: [{ use: flinkr, scope: { subscriptions: ["x"] } }]',
        'schedules:',
        '  scan: "61 * * * *"',
        '  timezone: Europe/Atlantis',
        'colour: red',
        '',
      ].join('\n'),
    );
    const wrong = await runHere(['validate', '--config', file], NO_NETWORK);
    const right = await runHere(['validate', ...GOOD], NO_NETWORK);

    expect(wrong.exitCode).toBe(3);
    for (const line of [2, 4, 5, 6]) expect(wrong.stdout).toContain(`${file}:${line}:`);
    expect(wrong.stdout).toContain('flinker');
    expect(right.exitCode).toBe(0);
    expect(right.stdout).toMatch(/notice {3}config\/documents\/\S+:\d+: .*no such check/u);
  });
});

describe('commands on a simulated Azure', () => {
  let azure: SimulateChild;
  const folder = mkdtempSync(join(tmpdir(), 'posture-commands-'));
  const own = smallConfiguration();
  let env: Record<string, string>;

  beforeAll(async () => {
    azure = await startSimulateChild();
    env = { ...azure.env, POSTURE_STATE: join(folder, 'state') };
  });

  afterAll(async () => {
    await azure.stop();
    rmSync(folder, { recursive: true });
    rmSync(own.folder, { recursive: true });
  });

  it('10: doctor counts a list of a population that is refused, where there is nothing to try it on', async () => {
    const action = 'Microsoft.Storage/storageAccounts/read';
    await azure.misbehave({ match: {}, effect: { deny: action } });
    const denied = await runPosture(['doctor', ...GOOD], env);
    await azure.misbehave();

    expect(denied.exitCode).toBe(2);
    expect(denied.stdout).toContain('the list of microsoft.storage/storageaccounts');
    expect(denied.stdout).toContain(`grant    ${action}`);
    expect(denied.stdout).not.toContain('Everything that the claims need can be read');
  });

  it('doctor: 0 when all can be read, 2 with the permission for each claim, 4 without a sign-in', async () => {
    const action = 'Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies/read';
    const good = await runPosture(['doctor', ...GOOD], env);
    await azure.misbehave({ match: { subscription: FLEX }, effect: { deny: action } });
    const denied = await runPosture(['doctor', ...GOOD], env);
    await azure.misbehave();
    const alone = await runPosture(['doctor', ...GOOD], {
      ...env,
      IDENTITY_ENDPOINT: 'http://127.0.0.1:9/token',
    });

    expect(good.exitCode, good.stdout).toBe(0);
    expect(good.stdout).toContain('Everything that the claims need can be read.');
    expect(denied.exitCode).toBe(2);
    expect(denied.stdout).toContain(`grant    ${action}`);
    expect(denied.stdout).toMatch(/claims {3}flex\.\S*.*\bflex\.pitr\b/u);
    // The other statements live in other subscriptions, where nothing was denied.
    expect(denied.stdout).not.toMatch(/claims .*draftit\./u);
    expect(denied.stdout).toContain('1 things could not be read');
    expect(alone.exitCode).toBe(4);
    expect(existsSync(join(folder, 'state'))).toBe(false);
  }, 60_000);

  it('scan → claims, explain, alerts list, evidence tell what it found', async () => {
    const config = ['--config', own.config];
    await azure.call('PATCH', SERVER_URL, TLS_OLD);
    const broken = await runPosture(['scan', ...config, '--evidence'], azure.env);
    await azure.call('PATCH', SERVER_URL, TLS_GOOD);
    const claims = await runHere(['claims', ...config]);
    const [resource = ''] = SERVER_URL.split('?');
    const explained = await runHere(['explain', resource.toUpperCase(), ...config]);
    const open = await runHere(['alerts', 'list', ...config]);

    expect(broken.exitCode, broken.stderr).toBe(1);
    expect(broken.stdout).toMatch(/az sql server update .*--minimal-tls-version '1\.2'/u);
    expect(broken.stderr).toContain('"msg":"alert"');
    expect(claims.stdout).toMatch(/own\.tls\s+broken/u);
    expect(explained.stdout).toContain('own.tls');
    expect(open.stdout).toContain(resource);

    const mended = await runPosture(['scan', ...config], azure.env);
    expect(mended.exitCode).toBe(0);
    // A4: not over before it has passed for some minutes.
    expect(mended.stderr).not.toContain('"msg":"alert resolved"');
    const recovering = await runHere(['alerts', 'list', ...config]);
    expect(recovering.stdout).toContain('0 open, recovering');
    expect(recovering.stdout).toContain('1 open: 0 pending, 1 recovering');
    const again = await runPosture(['scan', ...config], azure.env);
    expect(again.stderr).not.toContain('"notification"');
  }, 60_000);

  it('evidence is listed, shown, exported, and verified without a configuration', async () => {
    const config = ['--config', own.config];
    await runPosture(['scan', ...config, '--evidence'], azure.env);
    const taken = join(folder, 'taken');
    const list = await runHere(['evidence', 'list', ...config]);
    const show = await runHere(['evidence', 'show', ...config]);
    const exported = await runHere(['evidence', 'export', '--to', taken, ...config]);
    const key = join(folder, 'key.pem');
    copyFileSync(join(taken, 'keys/attest-p256.pem'), key);
    const verify = ['evidence', 'verify', taken, '--key', key, '--config', 'nowhere.yaml'];
    const whole = await runHere(verify);
    const file = join(taken, 'results', 'results.csv');
    const bytes = readFileSync(file);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const altered = await runHere(verify);

    expect([list, show, exported, whole].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(list.stdout).toMatch(/^\d{8}T\S+/mu);
    expect(show.stdout).toContain('results/results.csv');
    expect(whole.stdout).toMatch(/^VERIFIED {2}/mu);
    expect(altered.exitCode).toBe(1);
    expect(altered.stdout).toMatch(/altered {2}results\/results\.csv/u);
  }, 60_000);

  it('scan answers 3, and not a verdict, for a file that cannot be written', async () => {
    const out = join(folder, 'no', 'such', 'folder.txt');
    const run = await runPosture(['scan', '--config', own.config, '--out', out], azure.env);

    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain(out);
  });

  it('alerts test sends through every channel, and answers 1 for one that refuses', async () => {
    const refusing = smallConfiguration([
      'alerts: { channels: [{ type: log }, { type: webhook, name: hook, url: { env: HOOK } }] }',
    ]);
    const run = await runPosture(['alerts', 'test', '--config', refusing.config], {
      HOOK: 'http://127.0.0.1:9/secret-part',
    });
    rmSync(refusing.folder, { recursive: true });

    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('log (log): delivered');
    expect(run.stdout).toMatch(/hook \(webhook\): failed: \w+/u);
    expect(`${run.stdout}${run.stderr}`).not.toContain('secret-part');
  });
});

describe('the forms of a result', () => {
  const own = smallConfiguration();
  let scans: KeptScans;

  beforeAll(async () => {
    scans = await startKeptScans({ config: own.config });
  });

  afterAll(async () => {
    await scans[Symbol.asyncDispose]();
    rmSync(own.folder, { recursive: true });
  });

  it.each([
    ['text', (text: string) => text.includes('own.tls')],
    ['json', (text: string) => (JSON.parse(text) as { claims: unknown[] }).claims.length === 1],
    ['csv', (text: string) => text.split('\n')[1]?.includes('own.tls') === true],
    ['ocsf', (text: string) => text.includes('"class_uid":2003')],
    ['oscal', (text: string) => 'assessment-results' in (JSON.parse(text) as object)],
    ['html', (text: string) => text.startsWith('<!') && text.includes('own.tls')],
  ])(
    'scan --format %s writes the same to a file and to standard output',
    async (format, isRight) => {
      const out = join(scans.directory, `result.${format}`);
      const args = ['scan', '--claim', 'own.tls', '--format', format];
      const shown = await scans.posture(...args);
      const filed = await scans.posture(...args, '--out', out);

      expect([shown.status, filed.status]).toEqual([0, 0]);
      expect(filed.stdout).toBe('');
      expect(isRight(shown.stdout)).toBe(true);
      expect(isRight(readFileSync(out, 'utf8'))).toBe(true);
      expect(shown.stdout).not.toContain('\u001b');
      if (format === 'json' && sharedIsHere)
        expect(violations(JSON.parse(shown.stdout))).toEqual([]);
    },
    30_000,
  );
});
