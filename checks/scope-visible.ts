import { z } from 'zod';
import { ask, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { beside } from '#traits/trait.ts';

export const scopeVisible = defineCheck({
  id: 'scope-visible',
  title: 'Subscription of the statement is visible as a whole and holds resources in scope',
  short: 'not visible as a whole',
  trait: 'visibility',
  severity: 'high',
  parameters: z.strictObject({}),
  quantifier: 'every',
  speaksOf: () => true,
  concerns: ({ resourcesInScope }) =>
    resourcesInScope.said && resourcesInScope.value === 0
      ? beside('The subscription holds no resource in scope')
      : true,
  rationale:
    'A statement about a service on Azure can only be verified where the service is seen: an invisible subscription and an empty one look the same to whoever does not ask.',
  link: 'https://learn.microsoft.com/azure/role-based-access-control/role-assignments-portal',
  references: [
    'Azure Resource Manager: lists of subscriptions and resources are filtered by the permissions of who asks',
  ],
  judge: ({ resourcesInScope }) =>
    ask(resourcesInScope, 'visible, with resources', (count) =>
      good(`${count} resources in scope are visible`),
    ),
});
