import { getCACertificates } from 'node:tls';
import { ConfigurationError } from '#domain/errors.ts';
import { readCertificateFile } from '#network/certificate-file.ts';

/** Node's own certificates and those of a PEM file; undefined without a file. Throws a ConfigurationError when it cannot be read. */
export function trustedCertificates(caFile: string | null): string[] | undefined {
  if (caFile === null) return undefined;
  try {
    return [...getCACertificates('default'), readCertificateFile(caFile)];
  } catch (cause) {
    throw new ConfigurationError(
      'ALERT_CA_FILE',
      `caFile "${caFile}" could not be read, or holds no certificate.`,
      {
        cause,
      },
    );
  }
}
