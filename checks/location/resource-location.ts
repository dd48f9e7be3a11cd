import { z } from 'zod';
import { notApplicable, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { describeSet, judgePlaces, Within } from '#evaluation/judge-places.ts';
import { liesOutside } from '#evaluation/short-words.ts';
import { azCommand } from '#resource-types/az-command.ts';
import { classifyType } from '#resource-types/without-file.ts';

export const resourceLocation = defineCheck({
  id: 'resource-location',
  title: 'Resource lies within the claimed places',
  family: 'location',
  severity: 'high',
  short: liesOutside('resource'),
  resourceTypes: ['*'],
  fact: 'resource',
  also: [],
  parameters: z.strictObject({
    within: Within,
    /** `data-bearing`: only types that hold customer data, and those not known; `all`: every resource that has a place. */
    only: z.enum(['data-bearing', 'all']).default('data-bearing'),
  }),
  rationale:
    'Where a resource was made is where its data rests, as far as nothing copies it elsewhere.',
  remediation: {
    // Most types cannot be moved: the data goes to a new resource, and the old one away. The comment is part of the command on purpose.
    command: ({ id }, { within }) =>
      `${azCommand`az resource delete --ids ${id}`} # once its data lies in a resource within ${describeSet(within)}`,
    link: 'https://learn.microsoft.com/azure/resource-mover/overview',
  },
  references: ['Microsoft.Resources/resources 2025-04-01: location'],
  examples: {
    pass: {
      facts: {
        resource: {
          id: '/a',
          name: 'a',
          type: 'Microsoft.Storage/storageAccounts',
          location: 'northeurope',
        },
      },
      with: { within: 'EU' },
    },
    fail: {
      facts: {
        resource: {
          id: '/a',
          name: 'a',
          type: 'Microsoft.Storage/storageAccounts',
          location: 'eastus',
        },
      },
      with: { within: 'EU' },
    },
    unknown: {
      facts: {
        resource: {
          id: '/c',
          name: 'c',
          type: 'Microsoft.Communication/communicationServices',
          location: 'global',
        },
      },
      with: { within: 'EU' },
    },
  },
  evaluate({ resource }, { parameters: { within, only } }) {
    const location = resource.location ?? null;
    const rule = classifyType(resource.type);
    const isPlaceless = location === null || location.toLowerCase() === 'global';
    if (rule?.holdsData === false && (only === 'data-bearing' || isPlaceless)) {
      return notApplicable('Resources of this type hold no customer data', location);
    }
    if (isPlaceless) {
      return unknown(
        `Azure names no region (${location ?? 'none'}): where the data rests cannot be read from it`,
        { expected: within, observed: location },
      );
    }
    const verdict = judgePlaces([{ what: 'resource', location }], within);
    if (verdict.status === 'fail' && rule === undefined && only === 'data-bearing') {
      return unknown(
        `${verdict.reason}, but whether ${resource.type} holds data is not known`,
        verdict,
      );
    }
    return verdict;
  },
});
