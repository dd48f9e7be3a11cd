import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { networkFileSystem, refuseNetworkFileSystem } from '#store/sqlite/file-system.ts';

describe('networkFileSystem', () => {
  it.each([
    [0x6969, 'NFS'],
    [0xff534d42, 'CIFS (SMB)'],
    // The same with a sign.
    [0xff534d42 | 0, 'CIFS (SMB)'],
    [0xfe534d42, 'SMB2'],
    [0x517b, 'SMB'],
    [0xef53, undefined],
    [0x01021994, undefined],
    [0x794c7630, undefined],
  ])('knows %i as %s', (type, name) => {
    expect(networkFileSystem(type)).toBe(name);
  });
});

describe('refuseNetworkFileSystem', () => {
  it('lets a local directory pass', () => {
    expect(() => refuseNetworkFileSystem(tmpdir())).not.toThrow();
  });
});
