import { statfsSync } from 'node:fs';
import { StoreError } from '#domain/errors.ts';

/** `f_type` of network file systems, on which SQLite's write-ahead log does not work. Source: linux/magic.h, statfs(2). */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS (SMB)'],
  [0xfe534d42, 'SMB2'],
]);

/** Throws a StoreError when the directory lies on a network file system (Azure Files is what Container Apps mounts). */
export function refuseNetworkFileSystem(directory: string): void {
  const name = networkFileSystem(statfsSync(directory).type);
  if (name === undefined) return;
  throw new StoreError(
    'STORE_ON_NETWORK',
    `The state directory ${directory} lies on ${name}, where it would be damaged. Put it on a block disk, e.g. an Azure Disk.`,
  );
}

/** The name of a network file system by its `f_type`; undefined for others. */
export function networkFileSystem(type: number): string | undefined {
  // Some platforms hand the 32-bit magic over with a sign.
  return NETWORK_FILE_SYSTEMS.get(type >>> 0);
}
