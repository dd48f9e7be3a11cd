import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import { ConfigurationError } from '#domain/errors.ts';

/** Node's own certificates and those of a PEM file; undefined without a file. Throws a ConfigurationError when it cannot be read. */
export function trustedCertificates(caFile: string | null): string[] | undefined {
  if (caFile === null) return undefined;
  try {
    return [...getCACertificates('default'), readFileSync(caFile, 'utf8')];
  } catch (cause) {
    throw new ConfigurationError('ALERT_CA_FILE', `caFile "${caFile}" could not be read.`, {
      cause,
    });
  }
}
