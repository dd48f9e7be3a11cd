/** What a role gives at a scope. Source: Microsoft.Authorization/permissions, 2022-04-01. */
export interface GrantedActions {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

/**
 * Whether the permissions allow `action`, which may itself be a pattern (`* /read` without the space: reading every type). One
 * permission must cover it whole: what its notActions take away counts against it even where another one might give it back, so
 * that a doubt ends in "no". Compared without case, `*` stands for any text, slashes included (azure-facts §10). `dispensable`: patterns
 * of what may be taken away without counting; a notAction that reaches beyond one of them counts.
 */
export function covers(
  permissions: readonly GrantedActions[],
  action: string,
  dispensable: readonly string[] = [],
): boolean {
  const wanted = action.toLowerCase();
  const isDispensable = (taken: string): boolean =>
    dispensable.some((pattern) => includes(pattern.toLowerCase(), taken));
  return permissions.some(
    ({ actions, notActions }) =>
      actions.some((pattern) => includes(pattern.toLowerCase(), wanted)) &&
      !notActions
        .map((pattern) => pattern.toLowerCase())
        .some((pattern) => overlap(pattern, wanted) && !isDispensable(pattern)),
  );
}

/**
 * The denied pattern that takes away something of `needed`, a pattern that ends in `/read`; undefined where what is denied, without
 * its notActions, touches none of it. `dispensable` as above.
 */
export function denies(
  denied: GrantedActions,
  needed: string,
  dispensable: readonly string[] = [],
): string | undefined {
  const wanted = needed.toLowerCase();
  return denied.actions.find((pattern) => {
    const lower = pattern.toLowerCase();
    if (!overlap(lower, wanted)) return false;
    // What of the pattern is reading: it is left alone only where one of the notActions holds all of it.
    const reading = lower.endsWith('*') ? `${lower}/read` : lower;
    return ![...denied.notActions, ...dispensable].some((kept) =>
      includes(kept.toLowerCase(), reading),
    );
  });
}

/** Whether the pattern stands for everything that `wanted` stands for: a `*` of `wanted` only fits a `*` of the pattern. */
function includes(pattern: string, wanted: string): boolean {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`, 'u').test(wanted);
}

/** Whether some text fits both patterns. */
function overlap(a: string, b: string): boolean {
  const first = a[0];
  const second = b[0];
  if (first === undefined && second === undefined) return true;
  if (first === '*')
    return overlap(a.slice(1), b) || (second !== undefined && overlap(a, b.slice(1)));
  if (second === '*')
    return overlap(a, b.slice(1)) || (first !== undefined && overlap(a.slice(1), b));
  return first === second && first !== undefined && overlap(a.slice(1), b.slice(1));
}
