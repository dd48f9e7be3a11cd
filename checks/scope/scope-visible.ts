import { z } from 'zod';
import { notApplicable, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';

export const scopeVisible = defineCheck({
  id: 'scope-visible',
  title: 'Subscription of the statement is visible as a whole and holds resources in scope',
  family: 'visibility',
  severity: 'high',
  resourceTypes: ['microsoft.resources/subscriptions'],
  fact: 'scopeSummary',
  also: [],
  parameters: z.strictObject({}),
  rationale:
    'A statement about a service on Azure can only be verified where the service is seen: an invisible subscription and an empty one look the same to whoever does not ask.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/role-based-access-control/role-assignments-portal',
  },
  references: [
    'Azure Resource Manager: lists of subscriptions and resources are filtered by the permissions of who asks',
  ],
  examples: {
    pass: { facts: { scopeSummary: { status: 'complete', resourcesInScope: 12, problem: null } } },
    unknown: {
      facts: {
        scopeSummary: { status: 'partial', resourcesInScope: 3, problem: 'page 2 is missing' },
      },
    },
  },
  evaluate({ scopeSummary: { status, resourcesInScope, problem } }) {
    const shown = { expected: 'visible, with resources', observed: { status, resourcesInScope } };
    if (status !== 'complete') {
      return unknown(
        `The subscription is ${status}: ${problem ?? 'something in it was not read'}`,
        shown,
      );
    }
    if (resourcesInScope === 0)
      return notApplicable('The subscription holds no resource in scope', 0);
    return pass(`${resourcesInScope} resources in scope are visible`, shown);
  },
});
