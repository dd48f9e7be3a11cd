import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConfigurationFiles } from '#config/configuration-files.ts';
import { validateConfiguration } from '#config/validate-configuration.ts';
import { filesOf, MINIMAL, OWN } from './configuration-text.ts';
import { KNOWN_CHECKS } from './known-checks.ts';

const TEXT = `${MINIMAL}evidence: { signing: { file: keys } }
alerts:
  channels:
    - { type: pagerduty, name: on-call, routingKey: { env: PD_KEY }, pages: true }
    - { type: slack, name: chat, url: { file: /run/secrets/slack } }
    - { type: webhook, name: hub, url: { env: HUB_URL }, secret: { file: /run/secrets/hub }, previousSecrets: [{ file: /run/secrets/locked }] }
    - { type: log }
  heartbeat: { url: { env: HEARTBEAT } }
`;

const base = filesOf({ 'etc/posture.yaml': TEXT, 'etc/own.yaml': OWN });
const files: ConfigurationFiles = {
  ...base,
  read(path) {
    if (path === '/run/secrets/hub') return { text: ' \n' };
    if (path === '/run/secrets/locked') return { unreadable: 'EACCES' };
    return base.read(path);
  },
};

function problemsOf(environment: Record<string, string>, secrets: 'here' | 'elsewhere' = 'here') {
  const { problems, configuration } = validateConfiguration({
    file: 'etc/posture.yaml',
    environment,
    checks: KNOWN_CHECKS,
    asOf: '2026-11-21T12:00:00.000Z',
    files,
    ...(secrets === 'here' ? { secrets } : {}),
  });
  expect(configuration === undefined).toBe(problems.length > 0);
  return problems.map(({ line, message }) => `${line} ${message}`);
}

describe('16: secrets that cannot be resolved', () => {
  it('16: are found all at once, each with its place, what is wrong and what would be right', () => {
    const variable = 'expected an environment variable that is set and not empty';
    const file = 'expected a file that can be read and is not empty';

    expect(problemsOf({ PD_KY: 'c4nary', HUB_URL: '' })).toEqual([
      `7 alerts.channels[0].routingKey.env: the secret cannot be resolved: the environment variable PD_KEY is not set; ${variable}; did you mean "PD_KY"?`,
      `8 alerts.channels[1].url.file: the secret cannot be resolved: the file /run/secrets/slack is not there; ${file}`,
      `9 alerts.channels[2].url.env: the secret cannot be resolved: the environment variable HUB_URL is empty; ${variable}`,
      `9 alerts.channels[2].secret.file: the secret cannot be resolved: the file /run/secrets/hub is empty; ${file}`,
      `9 alerts.channels[2].previousSecrets[0].file: the secret cannot be resolved: the file /run/secrets/locked cannot be read (EACCES); ${file}`,
      `11 alerts.heartbeat.url.env: the secret cannot be resolved: the environment variable HEARTBEAT is not set; ${variable}`,
    ]);
  });

  it('16: are not looked for where they are not to be had', () => {
    expect(problemsOf({}, 'elsewhere')).toEqual([]);
  });

  it('16: are all that has their form: what has it besides is known by name', () => {
    const schema: unknown = JSON.parse(
      readFileSync(resolve(import.meta.dirname, '../../config/posture.schema.json'), 'utf8'),
    );
    const found = new Set<string>();
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const properties = Reflect.get(value, 'properties');
      if (typeof properties === 'object' && properties !== null && 'file' in properties)
        if (!('env' in properties))
          found.add(path.replace(/\.(anyOf|items|properties|\d+)\b/gu, ''));
      for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
    };
    walk(schema, '');

    expect([...found]).toEqual(['.documents', '.evidence.signing']);
  });
});
