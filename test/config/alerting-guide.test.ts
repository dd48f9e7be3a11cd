import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { explainRoute } from '#alerting/route.ts';
import { channelName } from '#config/alert-channels-section.ts';
import { diskFiles } from '#config/configuration-files.ts';
import { validateConfiguration } from '#config/validate-configuration.ts';
import { CHECKS } from '../harness/product.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'docs/alerting.md'), 'utf8');
const FILE = join(ROOT, 'config/of-the-guide.yaml');
const HEAD = 'azure: {}\ndocuments: [{ use: flex-applications }, { file: canary.yaml }]\n';

/** The blocks of one language, such as `yaml`. */
function blocks(language: string): string[] {
  const found = GUIDE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gmsu'));
  return [...found].map(([, text]) => text ?? '');
}

function validate(alerts: string) {
  const canary = blocks('yaml canary\\.yaml')[0] ?? '';
  return validateConfiguration({
    file: FILE,
    environment: {},
    checks: CHECKS,
    asOf: '2026-11-21T12:00:00.000Z',
    files: {
      read(path) {
        if (path === FILE) return { text: `${HEAD}${alerts}` };
        // The certificates that an operator would have.
        if (path.endsWith('.pem')) return { text: rootCertificates.join('\n') };
        return path.endsWith('canary.yaml') ? { text: canary } : diskFiles.read(path);
      },
      list: (folder) => diskFiles.list(folder),
    },
  });
}

describe('the guide to alerts', () => {
  const examples = blocks('yaml');

  it('has examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
  });

  it.each(examples.map((text, index) => [index + 1, text] as const))(
    'has an example %i that is accepted as it stands',
    (_, text) => {
      const { problems, notices } = validate(text);

      expect(problems.map(({ message }) => message)).toEqual([]);
      expect(notices.filter(({ kind }) => kind === 'alerts').map(({ message }) => message)).toEqual(
        [],
      );
    },
  );

  it('has an example for every channel', () => {
    const types = examples.flatMap((text) => validate(text).configuration?.alerts.channels ?? []);

    expect([...new Set(types.map(({ type }) => type))].toSorted()).toEqual([
      'alertmanager',
      'email',
      'jira-service-management',
      'log',
      'pagerduty',
      'servicenow',
      'slack',
      'teams',
      'webhook',
    ]);
  });

  it('A14: shows the dry run as it is', () => {
    const shown = (blocks('console')[0] ?? '').trim().split('\n');
    const routed = examples.find((text) => text.includes('routes:')) ?? '';
    const { alerts, documents = [] } = validate(routed).configuration ?? {};
    const claim = documents
      .flatMap(({ statement }) => statement.claims)
      .find(({ id }) => id === 'flex.pitr');
    if (alerts === undefined || claim === undefined) throw new Error('the example is refused');
    const channels = alerts.channels.map((setting) => ({
      name: channelName(setting),
      type: setting.type,
      pages: setting.type !== 'log' && setting.pages,
      destinationVersion: '1',
    }));
    const subject = {
      kind: 'violation',
      severity: 'medium',
      documents: ['flex-applications'],
      claims: [claim.id],
      checks: claim.verify.map(({ check }) => check),
      subscriptions: [],
      owners: [],
      resourceGroups: [],
      resources: [],
    } as const;

    const { lines } = explainRoute({ ...alerts.policy, channels }, subject, '2026-01-15T02:00:00Z');

    expect(shown).toEqual([
      '$ posture alerts route --claim flex.pitr --severity medium --at 2026-01-15T02:00:00Z',
      ...lines,
    ]);
  });
});

describe('the alerts of config/posture.yaml', () => {
  const text = readFileSync(join(ROOT, 'config/posture.yaml'), 'utf8');
  const section = /^alerts:.*?(?=^\S|^# )/msu.exec(text)?.[0] ?? '';
  const written = section.replaceAll(/^( +)# /gmu, '$1');

  it('are accepted with everything that is commented out', () => {
    expect(Object.keys(parse(written).alerts)).toEqual([
      'channels',
      'routes',
      'default',
      'command',
      'heartbeat',
      'dailyTest',
    ]);
    // The example binds flinker, which is not among the documents here.
    const own = written.replace('flinker', 'flex-applications');
    expect(validate(own).problems.map(({ message }) => message)).toEqual([]);
    expect(validate(own).notices.filter(({ kind }) => kind === 'alerts')).toEqual([]);
  });
});
