import type { DenyAssignment, Permission } from '../estate/schema.ts';

const EVERYBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Whether the identity may do things, by scope. What deny assignments and a denied list of the misbehaviour take away is gone, and
 * `effective` does not tell.
 */
export class Permissions {
  readonly #granted: readonly Permission[];
  readonly #denied: () => readonly string[];
  readonly #assigned: readonly DenyAssignment[];

  /** `assigned`: the deny assignments that are in force for the identity `objectId`. */
  constructor(
    granted: readonly Permission[],
    denied: () => readonly string[],
    assigned: readonly DenyAssignment[] = [],
    objectId = '',
  ) {
    this.#granted = granted;
    this.#denied = denied;
    const isAbout = (principals: DenyAssignment['principals'], id: string): boolean =>
      principals.some((principal) => principal.id.toLowerCase() === id.toLowerCase());
    this.#assigned = assigned.filter(
      ({ principals, excludePrincipals }) =>
        (isAbout(principals, EVERYBODY) || isAbout(principals, objectId)) &&
        !isAbout(excludePrincipals, objectId),
    );
  }

  /** True when some permission at the scope or above grants the action. */
  allows(action: string, scope: string): boolean {
    if (this.#denied().some((pattern) => matches(pattern, action))) return false;
    if (this.#assigned.some((assignment) => denies(assignment, action, scope))) return false;
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

function denies(assignment: DenyAssignment, action: string, scope: string): boolean {
  const here = withSlash(scope);
  const there = withSlash(assignment.scope);
  // Management groups lie above every subscription that a test has; the root is "/".
  const isAbove = /^\/providers\/microsoft\.management\//iu.test(assignment.scope);
  const isWithin = assignment.doNotApplyToChildScopes
    ? here === there
    : isAbove || here.startsWith(there);
  return (
    isWithin &&
    assignment.actions.some((pattern) => matches(pattern, action)) &&
    !assignment.notActions.some((pattern) => matches(pattern, action))
  );
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
