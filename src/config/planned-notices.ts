import type { Claim } from '#domain/document.ts';
import type { KnownCheck } from './bind-document.ts';
import { claimNotice } from './claim-notice.ts';
import type { BoundSource } from './load-documents.ts';
import type { ConfigurationNotice } from './notice.ts';
import { suggestionText } from './suggest.ts';

/** What a document marks as planned: not built yet, perhaps only misspelt, or built by now. */
export function plannedNotices(
  source: BoundSource,
  claim: Claim,
  checks: readonly KnownCheck[],
): ConfigurationNotice[] {
  const entry = source.loaded.claims.find((candidate) => candidate?.id === claim.id);
  const known = checks.map(({ id }) => id);
  const measures = checks.flatMap(({ figure }) => figure?.measures ?? []);
  const named = [
    ...(entry?.verify ?? []).map(({ check, planned }, index) => ({
      what: 'check',
      name: check,
      planned,
      among: known,
      path: ['verify', index, 'planned'],
    })),
    ...(['measure', 'progress'] as const).flatMap((key) => {
      const demand = entry?.[key];
      if (demand === undefined) return [];
      const { measure, planned } = demand;
      return [{ what: 'measure', name: measure, planned, among: measures, path: [key, 'planned'] }];
    }),
  ];
  return named.flatMap(({ what, name, planned, among, path }) => {
    if (planned !== true) return [];
    if (among.includes(name)) {
      const message = `the ${what} ${name} exists: take planned: true away`;
      return [claimNotice(source, claim, 'planned-exists', message, path)];
    }
    const hint = suggestionText(name, among);
    const message = `no such ${what} yet: ${name} (planned)${hint}; the claim reports unverified`;
    return [claimNotice(source, claim, hint === '' ? 'planned' : 'planned-typo', message, path)];
  });
}
