import { allOf, childrenBelow } from '../generic-reads.ts';

const API_VERSION = '2026-01-01';
export const INSTANCES = 'Microsoft.AzureArcData/sqlServerInstances';

export const instances = allOf({
  name: 'arcSqlServer',
  what: 'SQL Servers enabled by Azure Arc',
  type: INSTANCES,
  apiVersion: API_VERSION,
});

export const arcDatabases = childrenBelow({
  name: 'arcSqlDatabase',
  what: 'databases of SQL Server',
  type: `${INSTANCES}/databases`,
  apiVersion: API_VERSION,
});
