import { describe, expect, it } from 'vitest';
import { resolveCloud } from '#azure/cloud-settings.ts';
import { ConfigurationError } from '#domain/errors.ts';

describe('resolveCloud', () => {
  it.each(['public', 'usgovernment', 'china'] as const)('%s stays within https', (name) => {
    const { caFile: _, name: __, ...addresses } = resolveCloud(name);

    expect(Object.values(addresses).filter((address) => !address.startsWith('https://'))).toEqual(
      [],
    );
  });

  it('takes what is left out from the public cloud, and overrides last', () => {
    const cloud = resolveCloud(
      { resourceManager: 'https://a.example/', caFile: 'ca.pem' },
      { authority: 'https://b.example' },
    );

    expect(cloud).toMatchObject({
      name: 'custom',
      resourceManager: 'https://a.example',
      authority: 'https://b.example',
      audience: 'https://management.azure.com',
      caFile: 'ca.pem',
    });
  });

  it.each([
    'http://a.example',
    'a.example',
    'https://user:secret@a.example',
    'https://a.example?x=1',
    '',
  ])('refuses %s without repeating a password', (resourceManager) => {
    const resolve = () => resolveCloud({ resourceManager });

    expect(resolve).toThrow(ConfigurationError);
    expect(resolve).not.toThrow(/secret/u);
  });
});
