import type { Cell } from '#traits/cell.ts';

/**
 * Whether a resource lacks a member, so that its absence is an answer (nothing replicates it): of one that was read, and whose settings
 * were sent. `witness`: a member that Azure sends of every resource of the type.
 */
export function lacks(own: Cell, path: string, witness = 'properties/provisioningState'): boolean {
  const isSent = own.at(witness).text().said;
  const isThere = own.at(path).isThere();
  return isSent && isThere.said && !isThere.value;
}
