import { ConfigurationError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { type ConfigurationFiles, diskFiles } from './configuration-files.ts';
import type { SecretReference } from './field.ts';

/**
 * Fetches a secret from where the configuration says it is; the line break at the end of a file does not count.
 * Throws a ConfigurationError when it is not there or empty; the message never contains any of it.
 */
export function resolveSecret(
  reference: SecretReference,
  environment: Readonly<Record<string, string | undefined>>,
  files: ConfigurationFiles = diskFiles,
): Secret {
  const value =
    reference.env === undefined
      ? readSecretFile(reference.file ?? '', files)
      : environment[reference.env];
  if (value !== undefined && value !== '') return new Secret(value);
  const place =
    reference.env === undefined
      ? `file ${reference.file}`
      : `environment variable ${reference.env}`;
  throw new ConfigurationError(
    'CONFIG_SECRET_MISSING',
    `The ${place} should hold a secret but is missing or empty.`,
  );
}

function readSecretFile(path: string, files: ConfigurationFiles): string | undefined {
  const answer = files.read(path);
  return 'text' in answer ? answer.text.replace(/\r?\n$/u, '') : undefined;
}
