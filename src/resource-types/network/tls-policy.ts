import type { Cell } from '#traits/cell.ts';
import { isAtLeastTls, type TlsVersion } from '#traits/endpoint.ts';
import { andThen, map, type Said, together } from '#traits/said.ts';

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
 * The oldest version by a policy: by its least version, by its name, or by what it switches off; by the older one where it says a name and
 * a version. No policy at all is the default one, which the gateway names. The platform refuses anything below 1.2 since 2025-08-31, if the announced date
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
  const byVersion = least.oneOf(VERSIONS);
  const byName = name.oneOf(POLICIES);
  if (hasLeast.said && hasLeast.value && hasName.said && hasName.value) {
    const both = together({ version: byVersion, policy: byName });
    return map(both, ({ version, policy }) => (isAtLeastTls(version, policy) ? policy : version));
  }
  if (hasLeast.said && hasLeast.value) return byVersion;
  if (hasName.said && hasName.value) return byName;
  return andThen(off.list(), (rows): Said<TlsVersion> => {
    if (rows.length === 0) return nothingOff(off, byDefault);
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

/** Not more than the default policy accepts is proven of one that switches nothing off. */
function nothingOff(off: Cell, byDefault: Cell): Said<TlsVersion> {
  return andThen(
    byDefault.oneOf(POLICIES),
    (version): Said<TlsVersion> =>
      isAtLeastTls(version, '1.2')
        ? off.notUnderstood('Which versions a policy accepts that switches none off is not said')
        : byDefault.oneOf(POLICIES),
  );
}
