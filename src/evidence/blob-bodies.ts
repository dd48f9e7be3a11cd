import {
  askedOf,
  type BlobAccess,
  isNotThere,
  isThereAlready,
  openContainer,
} from './blob-container.ts';
import type { BodyVault } from './body-vault.ts';

const FOLDER = 'bodies/';
const NAME = /^bodies\/[0-9a-f]{2}\/(?<sha256>[0-9a-f]{64})\.zst$/u;
/** Somebody removes it between two questions; more often than once says that something else is wrong. */
const TRIES = 3;

/**
 * Bodies in a container of Azure Blob Storage, under the names that they have in the directory: `bodies/<2 hex>/<sha256>.zst`. A blob
 * appears with its whole content or not at all ("Put Blob"), and is on three disks at least when the service has answered ("Azure Storage
 * redundancy"). When it was last used is when it was last modified: to set its metadata is the cheapest way to say so.
 */
export function createBlobBodies(access: BlobAccess): BodyVault {
  const container = openContainer(access);
  const blobOf = (sha256: string) =>
    container.getBlockBlobClient(`${FOLDER}${sha256.slice(0, 2)}/${sha256}.zst`);

  /** Whether it is there now, and in use. */
  async function isKept(
    sha256: string,
    packed: Buffer,
    abortSignal: AbortSignal,
  ): Promise<boolean> {
    const blob = blobOf(sha256);
    try {
      await blob.upload(packed, packed.length, {
        conditions: { ifNoneMatch: '*' },
        blobHTTPHeaders: { blobContentType: 'application/zstd' },
        abortSignal,
      });
      return true;
    } catch (error) {
      if (!isThereAlready(error)) throw error;
    }
    try {
      await blob.setMetadata({ used: 'again' }, { abortSignal });
      return true;
    } catch (error) {
      if (isNotThere(error)) return false;
      throw error;
    }
  }

  return {
    keep: async (sha256, packed, signal) =>
      await askedOf(access, `keep the answer sha256:${sha256}`, async () => {
        for (let tries = 0; tries < TRIES; tries += 1)
          if (await isKept(sha256, packed, signal)) return;
        throw new Error('it is removed as often as it is put there');
      }),
    read: async (sha256, signal) =>
      await askedOf(access, `read the answer sha256:${sha256}`, async () => {
        try {
          return await blobOf(sha256).downloadToBuffer(0, undefined, { abortSignal: signal });
        } catch (error) {
          if (isNotThere(error)) return undefined;
          throw error;
        }
      }),
    async *list(signal) {
      const pages = container.listBlobsFlat({ prefix: FOLDER, abortSignal: signal }).byPage();
      for (;;) {
        const page = await askedOf(access, 'list the answers', async () => await pages.next());
        if (page.done === true) return;
        for (const { name, properties } of page.value.segment.blobItems) {
          const sha256 = NAME.exec(name)?.groups?.['sha256'];
          if (sha256 !== undefined) yield { sha256, usedMs: properties.lastModified.getTime() };
        }
      }
    },
    remove: async ({ sha256, usedMs }, signal) =>
      await askedOf(access, `remove the answer sha256:${sha256}`, async () => {
        try {
          await blobOf(sha256).delete({
            conditions: { ifUnmodifiedSince: new Date(usedMs) },
            abortSignal: signal,
          });
        } catch (error) {
          // 412: it was used meanwhile.
          if (!isNotThere(error) && !isThereAlready(error)) throw error;
        }
      }),
  };
}
