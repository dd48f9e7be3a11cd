import { z } from 'zod';
import { denies } from '#azure/actions.ts';
import type { AzureReader } from '#azure/azure-reader.ts';
import { type Reading, unavailable } from '#domain/reading.ts';
import { HIDES_NOTHING } from './withheld-actions.ts';

/** Source: Deny Assignments - List, 2022-04-01. */
const VERSION = '2022-04-01';

const Principals = z
  .array(z.object({ id: z.string().nullish(), type: z.string().nullish() }))
  .nullish();

const DenyAssignmentsPage = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      properties: z.object({
        denyAssignmentName: z.string().nullish(),
        scope: z.string().nullish(),
        permissions: z.array(
          z.object({
            actions: z.array(z.string()).nullish(),
            notActions: z.array(z.string()).nullish(),
          }),
        ),
        principals: Principals,
        excludePrincipals: Principals,
      }),
    }),
  ),
});
type DenyAssignment = z.infer<typeof DenyAssignmentsPage>['value'][number]['properties'];

/**
 * Proves that no deny assignment hides what is needed: the lists leave out without a word what one forbids to read, and the identity's
 * own permissions do not show it. A doubt (a group that the identity may be in, an identity whose id is not known) ends in a problem.
 * Guess: the list at a subscription holds those above it and those below it too.
 */
export async function proveNothingDenied(
  azure: AzureReader,
  subscriptionId: string,
  identity: { readonly needed: readonly string[]; readonly objectId: string | undefined },
  signal: AbortSignal,
): Promise<Reading<null>> {
  const operation = `deny assignments of subscription ${subscriptionId}`;
  const permission = 'Microsoft.Authorization/denyAssignments/read';
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/denyAssignments`;
  const reading = await azure.pages({ operation, permission, signal }, (clients) =>
    clients.generic.list(path, VERSION),
  );
  if (reading.status === 'unavailable') return reading;
  const { evidence } = reading;
  const parsed = z.array(DenyAssignmentsPage).safeParse(reading.value.map(({ body }) => body));
  if (!parsed.success)
    return unavailable('MalformedAnswer', `${operation}: a row is no deny assignment`, {
      evidence,
    });
  for (const { id, properties } of parsed.data.flatMap((page) => page.value)) {
    const action = deniedAction(properties, identity.needed);
    if (action === undefined || !mayBeMeant(properties, identity.objectId)) continue;
    const name = properties.denyAssignmentName ?? id;
    const detail = `The deny assignment "${name}" at ${properties.scope ?? id} forbids ${action}, so what is not listed may still be there. Remove it, or exclude the identity from it`;
    return unavailable('AuthorizationFailed', detail, { evidence });
  }
  return { ...reading, value: null };
}

function deniedAction(
  { permissions }: DenyAssignment,
  needed: readonly string[],
): string | undefined {
  for (const { actions, notActions } of permissions) {
    const denied = { actions: actions ?? [], notActions: notActions ?? [] };
    for (const action of needed) {
      const found = denies(denied, action, HIDES_NOTHING);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

const EVERYBODY = '00000000-0000-0000-0000-000000000000';

function mayBeMeant(
  { principals, excludePrincipals }: DenyAssignment,
  objectId: string | undefined,
): boolean {
  const isOurs = (id: string | null | undefined): boolean =>
    objectId !== undefined && id?.toLowerCase() === objectId.toLowerCase();
  if (excludePrincipals?.some(({ id }) => isOurs(id)) === true) return false;
  if (objectId === undefined || principals === null || principals === undefined) return true;
  return principals.some(
    ({ id, type }) =>
      id === EVERYBODY || isOurs(id) || !/^(User|ServicePrincipal)$/iu.test(type ?? ''),
  );
}
