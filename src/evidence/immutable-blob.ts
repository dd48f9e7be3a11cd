import { EvidenceError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import type { BlobAnchor } from './anchors.ts';
import { askedOf, type BlobAccess, isThereAlready, openContainer } from './blob-container.ts';
import { protectionOf } from './blob-protection.ts';
import { hashFile } from './hashed-file.ts';

/** How the container is reached, and for what. */
interface AnchorAccess extends BlobAccess {
  /** Name of the log: several may share a container. */
  readonly origin: string;
  readonly now: () => Instant;
}

const HIGHEST = 9_999_999_999_999_999n;

/**
 * Puts checkpoints and bundles into a blob container, each once (`If-None-Match: *`), and reads back how they are protected: a service
 * that ignores immutability says nothing of it. What goes wrong is an EvidenceError.
 */
export function createBlobAnchor(access: AnchorAccess): BlobAnchor {
  const container = openContainer(access);
  // The newest sorts first, so that one name is enough to find it.
  const folder = `checkpoints/${access.origin.replaceAll('/', '_')}/`;
  const nameOf = (size: number): string =>
    `${folder}${String(HIGHEST - BigInt(size)).padStart(16, '0')}-${size}`;

  const asked = async <T>(what: string, ask: () => Promise<T>): Promise<T> =>
    await askedOf(access, what, ask);

  async function read(name: string, signal: AbortSignal): Promise<string> {
    const blob = container.getBlobClient(name);
    return (await blob.downloadToBuffer(0, undefined, { abortSignal: signal })).toString('utf8');
  }

  return {
    keepCheckpoint: async (note, size, signal) =>
      await asked('keep the checkpoint', async () => {
        const name = nameOf(size);
        const blob = container.getBlockBlobClient(name);
        try {
          await blob.upload(note, Buffer.byteLength(note), {
            conditions: { ifNoneMatch: '*' },
            blobHTTPHeaders: { blobContentType: 'text/plain; charset=utf-8' },
            abortSignal: signal,
          });
        } catch (error) {
          if (!isThereAlready(error)) throw error;
          if ((await read(name, signal)) !== note) throw differs(access.container, name);
        }
        const properties = await blob.getProperties({ abortSignal: signal });
        const around = await container.getProperties({ abortSignal: signal });
        return protectionOf(properties, around, access.now());
      }),
    newestCheckpoint: async (signal) =>
      await asked('read the newest checkpoint', async () => {
        const pages = container
          .listBlobsFlat({ prefix: folder, abortSignal: signal })
          .byPage({ maxPageSize: 1 });
        for await (const { segment } of pages) {
          const [newest] = segment.blobItems;
          if (newest !== undefined) return await read(newest.name, signal);
        }
        return undefined;
      }),
    keepFile: async (name, path, signal) =>
      await asked(`keep ${name}`, async () => {
        const { sha256 } = await hashFile(path);
        const blob = container.getBlockBlobClient(name);
        try {
          await blob.uploadFile(path, {
            conditions: { ifNoneMatch: '*' },
            metadata: { sha256 },
            abortSignal: signal,
          });
        } catch (error) {
          if (!isThereAlready(error)) throw error;
          const { metadata } = await blob.getProperties({ abortSignal: signal });
          if (metadata?.['sha256'] !== sha256) throw differs(access.container, name);
        }
      }),
  };
}

function differs(container: string, name: string): EvidenceError {
  return new EvidenceError(
    'EVIDENCE_BLOB',
    `${name} is in ${container} already, with another content: somebody else writes there, or the log was signed twice.`,
  );
}
