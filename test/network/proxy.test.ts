import { describe, expect, it } from 'vitest';
import { Secret } from '#domain/secret.ts';
import { createProxy, type ProxyRules, proxyFor } from '#network/proxy.ts';

const proxy = createProxy(new Secret('http://me:canary@proxy.example:3128'), 'azure.proxy');

function isProxied(address: string, except: readonly string[] = []): boolean {
  const rules: ProxyRules = { https: proxy, http: proxy, except };
  return proxyFor(rules, address) !== null;
}

describe('18: which addresses go through a proxy', () => {
  it.each([
    'http://169.254.169.254/metadata/identity/oauth2/token',
    'http://127.0.0.1:42356/msi/token',
    'http://localhost:50342/oauth2/token',
    'http://[::1]:8081/token',
    'https://169.254.169.254/',
    'http://168.63.129.16/machine',
  ])('18: %s is asked directly, whatever is configured', (address) => {
    expect(isProxied(address)).toBe(false);
  });

  it.each([
    ['https://management.azure.com/', [], true],
    ['https://127.0.0.1:8443/', [], true],
    ['https://management.azure.com/', ['*'], false],
    ['https://management.azure.com/', ['management.azure.com'], false],
    ['https://management.azure.com/', ['MANAGEMENT.azure.com.'], false],
    ['https://management.azure.com/', ['azure.com'], false],
    ['https://management.azure.com/', ['.azure.com'], false],
    ['https://management.azure.com/', ['*.azure.com'], false],
    ['https://notazure.com/', ['azure.com'], true],
    ['https://management.azure.com/', ['azure.com:443'], false],
    ['https://management.azure.com/', ['azure.com:8443'], true],
    ['https://management.azure.com:8443/', ['azure.com:8443'], false],
    ['https://10.1.2.3/', ['10.0.0.0/8'], false],
    ['https://11.1.2.3/', ['10.0.0.0/8'], true],
    ['https://10.1.2.3/', ['10.1.2.3'], false],
    ['https://10.1.2.3/', ['2.3'], true],
    ['https://ten.example/', ['10.0.0.0/8'], true],
    ['https://[fd00::1]/', ['fd00::/8'], false],
    ['https://[fd00::1]/', ['[fd00::1]:443'], false],
    ['https://[fd00::1]/', ['fd00::1'], false],
    ['https://management.azure.com/', ['', '.', '10.0.0.0/99', 'x:y'], true],
  ])('18: %s with NO_PROXY %j: %s', (address, except, expected) => {
    expect(isProxied(address, except)).toBe(expected);
  });

  it('18: a scheme without a proxy is asked directly', () => {
    const rules = { https: proxy, http: null, except: [] };

    expect(proxyFor(rules, 'http://stamps.example/')).toBeNull();
    expect(proxyFor(rules, 'https://stamps.example/')).toBe(proxy);
  });

  it('18: neither its words nor what logs make of it hold the password', () => {
    expect(JSON.stringify([proxy, proxy.shown])).not.toContain('canary');
    expect(proxy.shown).toBe('http://proxy.example:3128');
  });
});
