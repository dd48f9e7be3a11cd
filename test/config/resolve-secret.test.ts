import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { resolveSecret } from '#config/resolve-secret.ts';
import { ConfigurationError } from '#domain/errors.ts';

const files = {
  read: (path: string) =>
    path === '/run/secrets/key' ? { text: 'c4nary\n' } : ({ missing: true } as const),
  list: () => [],
};

describe('resolveSecret', () => {
  it('reads an environment variable', () => {
    expect(resolveSecret({ env: 'KEY' }, { KEY: 'c4nary' }, files).reveal()).toBe('c4nary');
  });

  it('reads a file without the line break at its end', () => {
    expect(resolveSecret({ file: '/run/secrets/key' }, {}, files).reveal()).toBe('c4nary');
  });

  it.each([[{ env: 'NONE' }], [{ env: 'EMPTY' }], [{ file: '/run/secrets/none' }]])(
    'refuses %o, where nothing is',
    (reference) => {
      expect(() => resolveSecret(reference, { EMPTY: '' }, files)).toThrow(ConfigurationError);
    },
  );

  it('shows nothing of it in JSON, templates, inspection or its own properties', () => {
    const secret = resolveSecret({ env: 'KEY' }, { KEY: 'c4nary' }, files);

    const shown = [
      JSON.stringify({ secret }),
      `key ${secret.toString()}`,
      inspect({ secret }, { showHidden: true }),
      String(secret),
    ];

    for (const text of shown) {
      expect(text).toContain('<secret>');
      expect(text).not.toContain('c4nary');
    }
    expect(Object.values(secret)).toEqual([]);
  });
});
