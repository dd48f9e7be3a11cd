import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeMinimumTls, TLS_VERSIONS } from '#evaluation/judge-sql-minimum-tls.ts';
import { setAsideSynapseServer } from '#evaluation/set-aside-sql-server.ts';
import { withValue } from '#evaluation/short-words.ts';
import { exampleServer } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlServerMinimumTls = defineCheck({
  id: 'sql-server-minimum-tls',
  title: 'SQL server accepts the claimed TLS version or later only',
  family: 'encryption-in-transit',
  severity: 'high',
  short: withValue('minimum TLS is'),
  property: 'minimalTlsVersion',
  resourceTypes: ['microsoft.sql/servers'],
  fact: 'sqlServer',
  also: [],
  parameters: z.strictObject({ atLeast: z.enum(TLS_VERSIONS).default('1.2') }),
  rationale:
    'The server refuses a client that speaks an older TLS version only where a minimum is set on it; older versions can be broken by whoever listens.',
  remediation: {
    command: ({ id }, { atLeast }) => {
      const { server } = sqlNames(id);
      return `${azCommand`az sql server update --name ${server} --minimal-tls-version ${atLeast}`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/database/connectivity-settings#minimum-tls-version',
  },
  references: [
    'Microsoft.Sql/servers minimalTlsVersion, 2025-01-01',
    'Azure Policy 32e6bbec-16b6-44c2-be37-c5b672d103cf',
  ],
  examples: {
    pass: { facts: { sqlServer: exampleServer({ minimalTlsVersion: '1.2' }) } },
    fail: { facts: { sqlServer: exampleServer({ minimalTlsVersion: '1.0' }) } },
    unknown: { facts: { sqlServer: exampleServer({}) } },
  },
  applies: setAsideSynapseServer,
  evaluate: ({ sqlServer }, { parameters }) =>
    judgeMinimumTls(sqlServer.properties?.minimalTlsVersion, parameters.atLeast),
});
