import type { Cell } from '#traits/cell.ts';
import type { TlsVersion } from '#traits/endpoint.ts';
import { andThen, map, type Said } from '#traits/said.ts';

/**
 * What each predefined policy accepts. Source: "Application Gateway TLS policy overview"; the one of a new gateway is 20220101 since
 * api-version 2023-02-01, and was 20150501 before.
 */
const POLICIES: Readonly<Record<string, TlsVersion>> = {
  AppGwSslPolicy20150501: '1.0',
  AppGwSslPolicy20170401: '1.1',
  AppGwSslPolicy20170401S: '1.2',
  AppGwSslPolicy20220101: '1.2',
  AppGwSslPolicy20220101S: '1.2',
};
const VERSIONS: Readonly<Record<string, TlsVersion>> = {
  TLSv1_0: '1.0',
  TLSv1_1: '1.1',
  TLSv1_2: '1.2',
  TLSv1_3: '1.3',
};

/**
 * The oldest version by a policy: by its least version, by its name, or by what it switches off. A policy that says nothing of these, and
 * none at all, is the default one, which the gateway names. The platform refuses anything below 1.2 since 2025-08-31, if the announced date
 * was kept; the setting is what can be shown.
 */
export function oldestBy(policy: Cell, byDefault: Cell): Said<TlsVersion> {
  const isThere = policy.isThere();
  if (isThere.said && !isThere.value) return byDefault.oneOf(POLICIES);
  const [least, name, off] = [
    policy.at('minProtocolVersion'),
    policy.at('policyName'),
    policy.at('disabledSslProtocols'),
  ];
  const [hasLeast, hasName] = [least.isThere(), name.isThere()];
  if (hasLeast.said && hasLeast.value) return least.oneOf(VERSIONS);
  if (hasName.said && hasName.value) return name.oneOf(POLICIES);
  return andThen(off.list(), (rows): Said<TlsVersion> => {
    if (rows.length === 0) return byDefault.oneOf(POLICIES);
    const words = rows.map((row) => row.oneOf(VERSIONS));
    const lost = words.find((word) => !word.said);
    if (lost !== undefined) return lost;
    const gone = new Set(words.flatMap((word) => (word.said ? [word.value] : [])));
    const kept = (['1.0', '1.1', '1.2', '1.3'] as const).find((version) => !gone.has(version));
    return kept === undefined
      ? off.notUnderstood('Every version is switched off')
      : map(off.list(), () => kept);
  });
}
