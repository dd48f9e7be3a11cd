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
  const secret = readSecret(reference, environment, files);
  if ('value' in secret) return new Secret(secret.value);
  throw new ConfigurationError(
    'CONFIG_SECRET_MISSING',
    `A secret cannot be resolved: ${secret.missing} (posture validate lists all of them).`,
  );
}

/** The secret, or in words why it is not there. */
export function readSecret(
  { env, file = '' }: SecretReference,
  environment: Readonly<Record<string, string | undefined>>,
  files: ConfigurationFiles,
): { readonly value: string } | { readonly missing: string } {
  if (env !== undefined) {
    const value = environment[env];
    if (value === undefined) return { missing: `the environment variable ${env} is not set` };
    return isBlank(value) ? { missing: `the environment variable ${env} is empty` } : { value };
  }
  const answer = files.read(file);
  if ('missing' in answer) return { missing: `the file ${file} is not there` };
  if ('unreadable' in answer)
    return { missing: `the file ${file} cannot be read (${answer.unreadable})` };
  const value = answer.text.replace(/\r?\n$/u, '');
  return isBlank(value) ? { missing: `the file ${file} is empty` } : { value };
}

// White space opens nothing; what stands around a secret may belong to it.
function isBlank(value: string): boolean {
  return value.trim() === '';
}
