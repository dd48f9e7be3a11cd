import { rootCertificates } from 'node:tls';
import type { TokenCredential } from '@azure/core-auth';
import { ContainerClient, newPipeline, RestError } from '@azure/storage-blob';
import { EvidenceError } from '#domain/errors.ts';
import { createAgents } from '#network/agents.ts';
import { readCertificateFile } from '#network/certificate-file.ts';
import { throughWords } from '#network/dispatcher.ts';
import { NO_PROXIES, type ProxyRules } from '#network/proxy.ts';

/** How a blob container is reached. */
export interface BlobAccess {
  /** `https://<account>.blob.core.windows.net/<container>`. */
  readonly container: string;
  /** Trusted in addition; path of a PEM file. */
  readonly caFile: string | null;
  /** Absent: it is asked directly. */
  readonly proxies?: ProxyRules;
  /** Needs to write and list blobs (Storage Blob Data Contributor). */
  readonly credential: TokenCredential;
}

const RETRY = { maxTries: 3, tryTimeoutInMs: 30_000, retryDelayInMs: 500, maxRetryDelayInMs: 5000 };

/** Opens it; asks nothing yet. Throws an EvidenceError for a certificate that cannot be read. */
export function openContainer({
  container,
  credential,
  caFile,
  proxies,
}: BlobAccess): ContainerClient {
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

/** What a question to the container comes to; what goes wrong is an EvidenceError that names `what`. */
export async function askedOf<T>(
  { container, proxies = NO_PROXIES }: Pick<BlobAccess, 'container' | 'proxies'>,
  what: string,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name === 'AbortError') throw cause;
    if (cause instanceof EvidenceError) throw cause;
    const why = cause instanceof RestError ? (cause.code ?? String(cause.statusCode)) : cause.name;
    throw new EvidenceError(
      'EVIDENCE_BLOB',
      `Cannot ${what} in ${container} (${why})${throughWords(proxies, container)}.`,
      { cause },
    );
  }
}

/** 409 BlobAlreadyExists; 412 where the condition was judged first; 409 BlobImmutableDueToPolicy under a policy. */
export function isThereAlready(error: unknown): boolean {
  return error instanceof RestError && (error.statusCode === 409 || error.statusCode === 412);
}

/** 404: the blob is not there. */
export function isNotThere(error: unknown): boolean {
  return (
    error instanceof RestError && error.statusCode === 404 && error.code !== 'ContainerNotFound'
  );
}
