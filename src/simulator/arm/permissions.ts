import type { Permission } from '../estate/schema.ts';

/** Whether the identity may do things, by scope; what a denied list of the misbehaviour takes away is gone too. */
export class Permissions {
  readonly #granted: readonly Permission[];
  readonly #denied: () => readonly string[];

  constructor(granted: readonly Permission[], denied: () => readonly string[]) {
    this.#granted = granted;
    this.#denied = denied;
  }

  /** True when some permission at the scope or above grants the action. */
  allows(action: string, scope: string): boolean {
    if (this.#denied().some((pattern) => matches(pattern, action))) return false;
    return this.#at(scope).some(
      (permission) =>
        permission.actions.some((pattern) => matches(pattern, action)) &&
        !permission.notActions.some((pattern) => matches(pattern, action)),
    );
  }

  /** True when a role is held at the scope or above and none of them names the action. Deny assignments do not count: they filter. */
  isLeftOut(action: string, scope: string): boolean {
    const held = this.#at(scope);
    return (
      held.length > 0 &&
      !held.some(
        ({ actions, notActions }) =>
          actions.some((pattern) => matches(pattern, action)) &&
          !notActions.some((pattern) => matches(pattern, action)),
      )
    );
  }

  /** True when something is granted at the scope, above or below it: otherwise Azure does not admit that it exists. */
  touches(scope: string): boolean {
    const here = withSlash(scope);
    return this.#granted.some(({ scope: granted, actions }) => {
      const there = withSlash(granted);
      return actions.length > 0 && (here.startsWith(there) || there.startsWith(here));
    });
  }

  /** The effective permissions at a scope, as Azure lists them. */
  effective(scope: string): Permission[] {
    return this.#at(scope);
  }

  #at(scope: string): Permission[] {
    return this.#granted.filter((permission) =>
      withSlash(scope).startsWith(withSlash(permission.scope)),
    );
  }
}

const PATTERNS = new Map<string, RegExp>();

function matches(pattern: string, action: string): boolean {
  let expression = PATTERNS.get(pattern);
  if (expression === undefined) {
    const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
    expression = new RegExp(`^${escaped}$`, 'i');
    PATTERNS.set(pattern, expression);
  }
  return expression.test(action);
}

function withSlash(scope: string): string {
  return `${scope.toLowerCase().replace(/\/$/, '')}/`;
}
