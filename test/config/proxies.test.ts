import { describe, expect, it } from 'vitest';
import { NO_PROXIES, proxyFor } from '#network/proxy.ts';
import { openProxies } from '../../src/open-proxies.ts';
import { accepted, MINIMAL, read } from './configuration-text.ts';

const CANARY = 'http://me:hush1234@proxy.example:3128';

function withProxy(key: 'azure' | 'alerts', value: string): string {
  return key === 'azure'
    ? MINIMAL.replace('azure: {}', `azure: { proxy: ${value} }`)
    : `${MINIMAL}alerts: { proxy: ${value} }\n`;
}

/** What the https and http addresses of a configuration go through, as messages name it. */
function shown(text: string, environment: Record<string, string>, part: 'azure' | 'alerts') {
  const { [part]: proxy } = accepted(read(text, environment)).proxies;
  const { https, http } = openProxies(proxy, environment);
  return [https, http].map((one) => (one === null ? null : `${one.setBy} ${one.shown}`));
}

describe('18: proxies from the configuration and the environment', () => {
  it.each([
    ['none', {}, [null, null]],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://a:1' }, ['HTTPS_PROXY http://a:1', null]],
    [
      'https_proxy first',
      { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1' },
      ['https_proxy http://b:1', null],
    ],
    [
      'HTTP_PROXY for plain http alone',
      { HTTP_PROXY: 'http://a:1' },
      [null, 'HTTP_PROXY http://a:1'],
    ],
    [
      'ALL_PROXY for both',
      { ALL_PROXY: 'http://a:1' },
      ['ALL_PROXY http://a:1', 'ALL_PROXY http://a:1'],
    ],
    ['an empty one is none', { HTTPS_PROXY: '', all_proxy: '' }, [null, null]],
    [
      'without a scheme',
      { HTTPS_PROXY: 'proxy.example:3128' },
      ['HTTPS_PROXY http://proxy.example:3128', null],
    ],
    ['with a password', { HTTPS_PROXY: CANARY }, ['HTTPS_PROXY http://proxy.example:3128', null]],
  ])('18: the environment: %s', (_, environment, expected) => {
    expect(shown(MINIMAL, environment, 'azure')).toEqual(expected);
    expect(shown(MINIMAL, environment, 'alerts')).toEqual(expected);
  });

  it.each(['azure', 'alerts'] as const)(
    '18: %s.proxy wins over the environment, none too',
    (part) => {
      const environment = { HTTPS_PROXY: 'http://a:1', SECRET_PROXY: CANARY };

      expect(shown(withProxy(part, 'http://b:1'), environment, part)[0]).toBe(
        `${part}.proxy http://b:1`,
      );
      expect(shown(withProxy(part, 'none'), environment, part)).toEqual([null, null]);
      expect(shown(withProxy(part, '{ env: SECRET_PROXY }'), environment, part)[0]).toBe(
        `${part}.proxy http://proxy.example:3128`,
      );
    },
  );

  it('18: NO_PROXY holds with a configured proxy as well', () => {
    const environment = { NO_PROXY: 'azure.com, 10.0.0.0/8' };
    const proxy = accepted(read(withProxy('azure', 'http://b:1'), environment)).proxies.azure;
    const rules = openProxies(proxy, environment);

    expect(proxyFor(rules, 'https://management.azure.com/')).toBeNull();
    expect(proxyFor(rules, 'https://10.1.1.1/')).toBeNull();
    expect(proxyFor(rules, 'https://example.com/')).not.toBeNull();
    expect(proxyFor(NO_PROXIES, 'https://example.com/')).toBeNull();
  });

  it.each([
    ['a password in the file', CANARY],
    ['a password without a scheme', '"me:hush1234@proxy.example:3128"'],
    ['another kind of proxy', 'socks5://proxy.example:1080'],
    ['a path', 'http://proxy.example/path'],
    ['nothing of the kind', '"::"'],
  ])('18: refuses %s, and does not repeat it', (_, value) => {
    for (const key of ['azure', 'alerts'] as const) {
      const outcome = read(withProxy(key, value));

      expect('problems' in outcome && outcome.problems.map(({ path }) => path)).toEqual([
        `${key}.proxy`,
      ]);
      expect(JSON.stringify(outcome)).not.toContain('hush1234');
      expect(JSON.stringify(outcome)).toContain('{ env: NAME }');
    }
  });

  it('18: refuses a variable that names no proxy, by its name alone, unless no one would use it', () => {
    const environment = { ALL_PROXY: 'socks5://me:hush1234@proxy.example:1080' };
    const outcome = read(MINIMAL, environment);

    expect('problems' in outcome && outcome.problems.map(({ file }) => file)).toEqual([
      'ALL_PROXY',
    ]);
    expect(JSON.stringify(outcome)).not.toContain('hush1234');
    const both = `${withProxy('azure', 'none')}alerts: { proxy: http://b:1 }\n`;
    expect('configuration' in read(both, environment)).toBe(true);
  });

  it('18: passwords are not in the configuration that goes round', () => {
    const configuration = accepted(read(MINIMAL, { HTTPS_PROXY: CANARY }));

    expect(JSON.stringify(configuration)).not.toContain('hush1234');
  });
});
