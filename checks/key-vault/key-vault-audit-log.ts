import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import type { DiagnosticSetting } from '#facts/key-vault-diagnostic-settings.ts';
import { azCommand } from '#resource-types/az-command.ts';

/** What carries the audit log, and what is known not to; lower case. Source: Azure Key Vault logging, log categories. */
const CATEGORIES = { audit: ['auditevent'], other: ['azurepolicyevaluationdetails'] };
const GROUPS = { audit: ['audit', 'alllogs'], other: [] };

export const keyVaultAuditLog = defineCheck({
  id: 'key-vault-audit-log',
  title: 'Key vault sends its audit log to a named destination',
  family: 'key-vault',
  severity: 'high',
  short: 'audit log is sent nowhere',
  resourceTypes: ['microsoft.keyvault/vaults'],
  fact: 'keyVaultDiagnosticSettings',
  also: [],
  parameters: z.strictObject({}),
  rationale:
    'Without its audit log nobody can tell afterwards who used which key. Whether records arrive at the destination is another question.',
  remediation: {
    // The destination is for the operator to choose: the shell asks for it.
    command: ({ id }) =>
      `${azCommand`az monitor diagnostic-settings create --name audit --resource ${id} --logs ${'[{"categoryGroup":"audit","enabled":true}]'}`} --workspace "$WORKSPACE_ID"`,
    link: 'https://learn.microsoft.com/azure/key-vault/general/howto-logging',
  },
  references: ['Microsoft.Insights/diagnosticSettings 2021-05-01-preview: logs, destinations'],
  examples: {
    pass: {
      facts: {
        keyVaultDiagnosticSettings: [
          {
            name: 'audit',
            properties: {
              workspaceId: '/subscriptions/s/…/workspaces/log',
              logs: [{ categoryGroup: 'audit', enabled: true }],
            },
          },
        ],
      },
    },
    fail: { facts: { keyVaultDiagnosticSettings: [] } },
    unknown: { facts: { keyVaultDiagnosticSettings: [{ name: 'audit' }] } },
  },
  evaluate({ keyVaultDiagnosticSettings: settings }) {
    const shown = { expected: 'audit log enabled, with a destination', observed: settings };
    if (settings.length === 0) return fail('The vault has no diagnostic setting', shown);
    const answers = settings.map(sendsAudit);
    if (answers.includes('yes')) return pass('The audit log is sent to a destination', shown);
    if (answers.includes('unclear')) {
      return unknown('A diagnostic setting says something that is not understood', shown);
    }
    return fail('No diagnostic setting sends the audit log anywhere', shown);
  },
});

type Answer = 'yes' | 'no' | 'unclear';
type Properties = NonNullable<DiagnosticSetting['properties']>;
type Log = NonNullable<Properties['logs']>[number];

function sendsAudit({ properties }: DiagnosticSetting): Answer {
  if (properties?.logs === null || properties?.logs === undefined) return 'unclear';
  const parts = [hasDestination(properties), anyOf(properties.logs.map(isAudit))];
  if (parts.includes('no')) return 'no';
  return parts.includes('unclear') ? 'unclear' : 'yes';
}

function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unclear') ? 'unclear' : 'no';
}

function isAudit({ category, categoryGroup, enabled }: Log): Answer {
  const carries = anyOf([listed(category, CATEGORIES), listed(categoryGroup, GROUPS)]);
  if (enabled === false || carries === 'no') return 'no';
  return enabled === true ? carries : 'unclear';
}

// A category or group that Azure added since may hold the audit log or not: it is never counted as one, nor held against the vault.
function listed(
  name: string | null | undefined,
  known: { readonly audit: readonly string[]; readonly other: readonly string[] },
): Answer {
  const key = name?.toLowerCase() ?? '';
  if (known.audit.includes(key)) return 'yes';
  return key === '' || known.other.includes(key) ? 'no' : 'unclear';
}

function hasDestination(properties: Properties): Answer {
  const { workspaceId, storageAccountId, eventHubAuthorizationRuleId, marketplacePartnerId } =
    properties;
  const named = [workspaceId, storageAccountId, eventHubAuthorizationRuleId, marketplacePartnerId];
  if (named.some((id) => (id ?? '') !== '')) return 'yes';
  return (properties.serviceBusRuleId ?? '') === '' ? 'no' : 'unclear';
}
