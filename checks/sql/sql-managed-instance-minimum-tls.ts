import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeMinimumTls, TLS_VERSIONS } from '#evaluation/judge-sql-minimum-tls.ts';
import { withValue } from '#evaluation/short-words.ts';
import { exampleManagedInstance } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlManagedInstanceMinimumTls = defineCheck({
  id: 'sql-managed-instance-minimum-tls',
  title: 'SQL managed instance accepts the claimed TLS version or later only',
  family: 'encryption-in-transit',
  severity: 'high',
  short: withValue('minimum TLS is'),
  property: 'minimalTlsVersion',
  resourceTypes: ['microsoft.sql/managedinstances'],
  fact: 'sqlManagedInstance',
  also: [],
  parameters: z.strictObject({ atLeast: z.enum(TLS_VERSIONS).default('1.2') }),
  rationale:
    'A managed instance refuses a client that speaks an older TLS version only where a minimum is set on it.',
  remediation: {
    command: ({ id }, { atLeast }) => {
      const { server } = sqlNames(id);
      return `${azCommand`az sql mi update --name ${server} --minimal-tls-version ${atLeast}`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/managed-instance/minimal-tls-version-configure',
  },
  references: [
    'Microsoft.Sql/managedInstances minimalTlsVersion, 2025-01-01',
    'Azure Policy a8793640-60f7-487c-b5c3-1d37215905c4',
  ],
  examples: {
    pass: { facts: { sqlManagedInstance: exampleManagedInstance({ minimalTlsVersion: '1.2' }) } },
    fail: { facts: { sqlManagedInstance: exampleManagedInstance({ minimalTlsVersion: '1.1' }) } },
    unknown: { facts: { sqlManagedInstance: exampleManagedInstance({}) } },
  },
  evaluate: ({ sqlManagedInstance }, { parameters }) =>
    judgeMinimumTls(sqlManagedInstance.properties?.minimalTlsVersion, parameters.atLeast),
});
