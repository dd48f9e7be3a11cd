import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import { ConfigurationError } from '#domain/errors.ts';

/** Node's own certificates and those of a PEM file; undefined without a file. Throws a ConfigurationError when it cannot be read. */
export function trustedBeside(caFile: string | undefined): string[] | undefined {
  if (caFile === undefined) return undefined;
  try {
    return [...getCACertificates('default'), readFileSync(caFile, 'utf8')];
  } catch (cause) {
    throw new ConfigurationError(
      'CONFIG_AZURE_CA_FILE',
      `azure.cloud.caFile "${caFile}" could not be read.`,
      { cause },
    );
  }
}
