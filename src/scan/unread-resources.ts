import type { Finding } from '#domain/finding.ts';
import type { Unavailable } from '#domain/reading.ts';
import {
  parseResourceId,
  type ResourceId,
  resourceName,
  resourceTypeOf,
} from '#domain/resource-id.ts';
import type { Problem } from '#domain/scan.ts';
import { unknown } from '#domain/verdict.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import { makeFinding } from '#evaluation/make-finding.ts';
import { type Plan, tasksForType } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import { describeLost } from '#evaluation/whereabouts.ts';
import type { Membership } from './membership.ts';
import { worstOfEach } from './worst-of-each.ts';

/** A resource that is named somewhere, that no inventory names, and that could not be read. */
export interface UnreadResource {
  readonly id: ResourceId;
  readonly why: Unavailable;
}

/** Why nothing is known of it; one sentence or two, naming the permission that would mend it. */
export function whyUnread({ why }: UnreadResource): string {
  return `It is not in what was listed, and it was not read again. ${describeLost(why)}`;
}

/** Every claim that may bear on it is not known. Its tags are not known either: it belongs wherever a tag is all that is missing. */
export function unreadFindings(
  resource: UnreadResource,
  options: {
    readonly plan: Plan;
    readonly membership: Membership;
    readonly exceptionFor: ExceptionLookup;
    readonly readAt: number;
  },
): readonly Finding[] {
  const { id, why } = resource;
  const type = resourceTypeOf(id);
  const entry = {
    resource: { id, name: resourceName(id), type },
    groupTags: {},
    evidence: why.evidence,
    readAt: options.readAt,
  };
  const lineage: Lineage = { entry, ancestors: [] };
  const judgement = {
    verdict: unknown(whyUnread(resource), { expected: null }),
    evidence: why.evidence,
    readAt: options.readAt,
    problem: { code: why.code, permission: why.permission },
  };
  return worstOfEach(
    tasksForType(options.plan, type).flatMap((task) =>
      task.uses
        .filter((use) => options.membership.mayHold(use, lineage))
        .map((use) => makeFinding(task, use, entry, judgement, options.exceptionFor)),
    ),
  );
}

/**
 * The refusals among them, as a problem of their subscription: where one resource is hidden that is known by chance, others may be
 * hidden that nobody names.
 */
export function hiddenProblems(unread: readonly UnreadResource[]): readonly Problem[] {
  const refused = unread.filter(({ why }) => why.code === 'AuthorizationFailed');
  const [first] = refused;
  if (first === undefined) return [];
  const others = refused.length === 1 ? '' : ` (and ${refused.length - 1} more)`;
  const scope = parseResourceId(first.id)?.subscriptionId ?? '';
  return [
    {
      operation: `resources of subscription ${scope} that the inventory leaves out`,
      code: 'AuthorizationFailed',
      message: `${first.id}${others} is known, the inventory leaves it out, and reading it is refused: what else is hidden is not known`,
      permission: first.why.permission,
    },
  ];
}
