import { stableGuid } from '../stable-id.ts';
import { type Answer, type Call, ok, requirePermission, requireVersion } from './call.ts';
import { pageOf } from './paging.ts';

const TYPE = 'Microsoft.Authorization/denyAssignments';

/** The deny assignments at a subscription, above and below it. Source: Deny Assignments - List, 2022-04-01. */
export function answerDenyAssignments(call: Call, subscriptionId: string): Answer {
  requireVersion(call);
  const subscription = `/subscriptions/${subscriptionId}`;
  requirePermission(call, `${TYPE}/read`, subscription);
  const rows = call.simulation.estate.denyAssignments
    .filter(({ scope }) => isAtOrAround(scope, subscription))
    .map((assignment) => {
      const { name, scope, actions, notActions, ...rest } = assignment;
      const id = stableGuid(`${scope} ${name}`);
      return {
        id: `${scope === '/' ? '' : scope}/providers/${TYPE}/${id}`,
        name: id,
        type: TYPE,
        properties: {
          denyAssignmentName: name,
          description: null,
          scope,
          permissions: [{ actions, notActions, dataActions: [], notDataActions: [] }],
          ...rest,
          isSystemProtected: true,
        },
      };
    });
  return ok(pageOf(call, rows, 1000));
}

function isAtOrAround(scope: string, subscription: string): boolean {
  const there = scope.toLowerCase();
  const here = subscription.toLowerCase();
  const isAbove = there === '/' || there.startsWith('/providers/microsoft.management/');
  return isAbove || there === here || there.startsWith(`${here}/`);
}
