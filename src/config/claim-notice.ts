import type { Claim } from '#domain/document.ts';
import type { BoundSource } from './load-documents.ts';
import type { ConfigurationNotice } from './notice.ts';

/** A notice about a claim, with the line of the part of it that `path` leads to. */
export function claimNotice(
  source: BoundSource,
  claim: Claim,
  kind: ConfigurationNotice['kind'],
  message: string,
  path: readonly PropertyKey[],
): ConfigurationNotice {
  const { loaded } = source;
  const index = loaded.claims.findIndex((entry) => entry?.id === claim.id);
  const { line } = loaded.source.place(['claims', index, ...path]);
  return {
    kind,
    file: loaded.source.file,
    line,
    document: loaded.id,
    claim: claim.id,
    message: `${claim.id}: ${message}`,
  };
}
