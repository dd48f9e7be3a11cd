import { z } from 'zod';
import { ask, bad, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';

export const managedServices = defineCheck({
  id: 'managed-services',
  title: 'Resource is a managed service, not a machine that is run by its owner',
  short: 'it is no managed service',
  trait: 'running',
  severity: 'high',
  parameters: z.strictObject({
    /** Whether a Kubernetes cluster counts as managed. Its node machines lie in a group of their own: leave that out of the scope. */
    allowKubernetes: z.boolean().default(false),
  }),
  quantifier: 'every',
  speaksOf: () => true,
  rationale:
    'Where only managed services run, their provider patches and backs them up; a single virtual machine brings all of that back.',
  // To take a machine away is never the work of one command.
  link: 'https://learn.microsoft.com/azure/architecture/guide/technology-choices/compute-decision-tree',
  references: ['The table of resource types: src/resource-types/without-file.ts'],
  judge: ({ what, by }, { parameters: { allowKubernetes } }) =>
    ask(by, 'a managed service', (whose) => {
      switch (whose) {
        case 'owner':
          return bad(`${what} is run by its owner`, what);
        case 'cluster':
          return allowKubernetes
            ? good('A Kubernetes cluster counts as managed, says the configuration', what)
            : bad(`${what} runs what its owner deploys, on machines of his`, what);
        case 'provider':
          return good(`${what} hosts no machine of its owner`, what);
      }
    }),
});
