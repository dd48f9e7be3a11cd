import { rootCertificates } from 'node:tls';
import type { TokenCredential } from '@azure/core-auth';
import { ContainerClient, newPipeline, RestError } from '@azure/storage-blob';
import { EvidenceError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import { createAgents } from '#network/agents.ts';
import { readCertificateFile } from '#network/certificate-file.ts';
import { throughWords } from '#network/dispatcher.ts';
import { NO_PROXIES, type ProxyRules } from '#network/proxy.ts';
import type { BlobAnchor } from './anchors.ts';
import { protectionOf } from './blob-protection.ts';
import { hashFile } from './hashed-file.ts';

/** How the container is reached. */
export interface BlobAccess {
  /** `https://<account>.blob.core.windows.net/<container>`. */
  readonly container: string;
  /** Trusted in addition; path of a PEM file. */
  readonly caFile: string | null;
  /** Absent: it is asked directly. */
  readonly proxies?: ProxyRules;
  /** Needs to write and list blobs (Storage Blob Data Contributor). */
  readonly credential: TokenCredential;
  /** Name of the log: several may share a container. */
  readonly origin: string;
  readonly now: () => Instant;
}

const RETRY = { maxTries: 3, tryTimeoutInMs: 30_000, retryDelayInMs: 500, maxRetryDelayInMs: 5000 };
const HIGHEST = 9_999_999_999_999_999n;

/**
 * Puts checkpoints and bundles into a blob container, each once (`If-None-Match: *`), and reads back how they are protected: a service
 * that ignores immutability says nothing of it. What goes wrong is an EvidenceError.
 */
export function createBlobAnchor(access: BlobAccess): BlobAnchor {
  const container = clientOf(access);
  // The newest sorts first, so that one name is enough to find it.
  const folder = `checkpoints/${access.origin.replaceAll('/', '_')}/`;
  const nameOf = (size: number): string =>
    `${folder}${String(HIGHEST - BigInt(size)).padStart(16, '0')}-${size}`;

  async function asked<T>(what: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (cause) {
      if (!(cause instanceof Error) || cause.name === 'AbortError') throw cause;
      if (cause instanceof EvidenceError) throw cause;
      const why =
        cause instanceof RestError ? (cause.code ?? String(cause.statusCode)) : cause.name;
      throw new EvidenceError(
        'EVIDENCE_BLOB',
        `Cannot ${what} in ${access.container} (${why})${throughWords(access.proxies ?? NO_PROXIES, access.container)}.`,
        {
          cause,
        },
      );
    }
  }

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

function clientOf({ container, credential, caFile, proxies }: BlobAccess): ContainerClient {
  const pipeline = newPipeline(credential, { retryOptions: RETRY });
  const ca = caFile === null ? undefined : [...rootCertificates, readCa(caFile)];
  const agents = createAgents({ proxies: proxies ?? NO_PROXIES, ca });
  pipeline.factories.push({
    create: (next) => ({
      async sendRequest(request) {
        // Also where there is no proxy, or the library would take one from the environment by itself.
        request.agent = agents.agentFor(new URL(request.url));
        return await next.sendRequest(request);
      },
    }),
  });
  return new ContainerClient(container, pipeline);
}

function readCa(path: string): string {
  try {
    return readCertificateFile(path);
  } catch (cause) {
    throw new EvidenceError('EVIDENCE_BLOB', `${path} cannot be read, or holds no certificate.`, {
      cause,
    });
  }
}

/** 409 BlobAlreadyExists; 412 where the condition was judged first; 409 BlobImmutableDueToPolicy under a policy. */
function isThereAlready(error: unknown): boolean {
  return error instanceof RestError && (error.statusCode === 409 || error.statusCode === 412);
}

function differs(container: string, name: string): EvidenceError {
  return new EvidenceError(
    'EVIDENCE_BLOB',
    `${name} is in ${container} already, with another content: somebody else writes there, or the log was signed twice.`,
  );
}
