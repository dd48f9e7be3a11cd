import { createHash } from 'node:crypto';
import type { Configuration } from '#config/configuration.ts';

/** Digest (64 hex digits) over every file of the configuration and the tool's version: what decides which questions are asked. */
export function configurationDigest(
  configuration: Configuration,
  tool: { readonly name: string; readonly version: string },
): string {
  const hash = createHash('sha256');
  hash.update(`${tool.name} ${tool.version}\n`);
  for (const { file, sha256 } of configuration.sources) hash.update(`${file} ${sha256}\n`);
  return hash.digest('hex');
}
