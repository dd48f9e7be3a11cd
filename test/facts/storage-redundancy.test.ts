import { describe, expect, it } from 'vitest';
import { blobServiceOf } from '#facts/storage-blob-kind.ts';
import { isGeoRedundant, redundancyOf } from '#facts/storage-redundancy.ts';

describe('redundancyOf', () => {
  it.each([
    ['Standard_LRS', 'local', false],
    ['Premium_ZRS', 'zone', false],
    ['Standard_RAGRS', 'geo', true],
    ['StandardV2_GZRS', 'geo-zone', true],
  ])('reads %s as %s', (name, redundancy, isGeo) => {
    const read = redundancyOf({ sku: { name } });

    expect(read).toBe(redundancy);
    expect(read !== undefined && isGeoRedundant(read)).toBe(isGeo);
  });

  it.each(['GRS', 'Standard_', 'Standard_GRS ', 'xStandard_GRS'])(
    'does not guess at %j',
    (name) => {
      expect(redundancyOf({ sku: { name } })).toBeUndefined();
    },
  );
});

describe('blobServiceOf', () => {
  it.each([
    ['StorageV2', 'full'],
    ['storagev2', 'full'],
    ['FileStorage', 'none'],
    ['StorageV3', 'not-understood'],
    [null, 'not-understood'],
  ])('%j: %s', (kind, service) => {
    expect(blobServiceOf(kind)).toBe(service);
  });
});
