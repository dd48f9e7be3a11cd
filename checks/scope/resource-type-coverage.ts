import { z } from 'zod';
import { notApplicable, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { COVERAGE_FAMILIES, coverageOf } from '#facts/resource-types.ts';

export const resourceTypeCoverage = defineCheck({
  id: 'resource-type-coverage',
  title: 'Resource is of a type whose settings are read for the claimed family',
  family: 'visibility',
  severity: 'medium',
  resourceTypes: ['*'],
  fact: 'resource',
  also: [],
  parameters: z.strictObject({ family: z.enum(COVERAGE_FAMILIES) }),
  rationale:
    'A promise about all data is not kept by the types that happen to be looked at: what is not examined is not known.',
  remediation: {
    // Nothing in Azure is wrong: what is missing is a check, or a decision about the scope.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types',
  },
  references: ['The table of resource types: src/facts/resource-types.ts'],
  examples: {
    // No pass: who is examined is judged by the family's own checks, and a promise must not hold by this one alone.
    unknown: {
      facts: { resource: { id: '/c', name: 'c', type: 'Microsoft.DocumentDB/databaseAccounts' } },
      with: { family: 'encryption-at-rest' },
      resource: { type: 'Microsoft.DocumentDB/databaseAccounts' },
    },
  },
  evaluate({ resource: { type } }, { parameters: { family } }) {
    const coverage = coverageOf(type, family);
    const shown = { expected: `examined for ${family}`, observed: type };
    const mend = `Exclude it with scope.exclude.resourceTypes: ["${type}"], or write an exception for resourceType ${type}, with who examines it by other means`;
    switch (coverage.is) {
      case 'examined':
        return notApplicable('Judged by the checks of its own type', type);
      case 'settled':
        return notApplicable(`Nothing to read: ${coverage.because}`, type);
      case 'beside':
        return notApplicable(`Not concerned: ${coverage.because}`, type);
      case 'open':
        return unknown(`No check reads the settings of ${type} for ${family}. ${mend}`, shown);
      case 'not-known':
        return unknown(`The type ${type} is not known here. ${mend}`, shown);
    }
  },
});
