import { describe, expect, it } from 'vitest';
import { keyVaultAuditLog } from '#checks/key-vault/key-vault-audit-log.ts';
import { KeyVaultDiagnosticSettings } from '#facts/key-vault-diagnostic-settings.ts';
import { judgeCheck, remedyOf } from '../../harness/judge-check.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

const WORKSPACE = { workspaceId: '/subscriptions/s/workspaces/w' };
const AUDIT = { categoryGroup: 'audit', enabled: true };

function statusOf(...settings: KeyVaultDiagnosticSettings): string {
  return judgeCheck(keyVaultAuditLog, { keyVaultDiagnosticSettings: settings }).status;
}

describe('key-vault-audit-log', () => {
  it.each([
    [{ category: 'AuditEvent', enabled: true }, 'pass'],
    [{ category: 'auditevent', categoryGroup: null, enabled: true }, 'pass'],
    [{ category: null, categoryGroup: 'audit', enabled: true }, 'pass'],
    [{ categoryGroup: 'allLogs', enabled: true }, 'pass'],
    [{ category: 'AuditEvent', enabled: false }, 'fail'],
    [{ categoryGroup: 'audit', enabled: false }, 'fail'],
    [{ category: 'AuditEvent' }, 'unknown'],
    [{ category: 'AuditEvent', enabled: null }, 'unknown'],
    [{ category: 'AzurePolicyEvaluationDetails', enabled: true }, 'fail'],
    [{ category: 'AuditEventsV2', enabled: true }, 'unknown'],
    [{ category: 'AuditEventsV2', enabled: false }, 'fail'],
    [{ categoryGroup: 'security', enabled: true }, 'unknown'],
    [{ enabled: true }, 'fail'],
  ])('a workspace that gets %j: %s', (log, status) => {
    expect(statusOf({ properties: { ...WORKSPACE, logs: [log] } })).toBe(status);
  });

  it.each([
    [{ storageAccountId: '/a' }, 'pass'],
    [{ eventHubAuthorizationRuleId: '/a' }, 'pass'],
    [{ marketplacePartnerId: '/a' }, 'pass'],
    [{ storageAccountId: null, workspaceId: '/a' }, 'pass'],
    [{ serviceBusRuleId: '/a' }, 'unknown'],
    [{ workspaceId: '' }, 'fail'],
    [{ workspaceId: null }, 'fail'],
    [{}, 'fail'],
  ])('the audit log sent to %j: %s', (destination, status) => {
    expect(statusOf({ properties: { ...destination, logs: [AUDIT] } })).toBe(status);
  });

  it('finds a vault without any setting wanting, and one that sends metrics alone', () => {
    expect(statusOf()).toBe('fail');
    expect(statusOf({ properties: { ...WORKSPACE, logs: [] } })).toBe('fail');
  });

  it.each([{}, { properties: null }, { properties: WORKSPACE }])(
    'does not know what a setting without logs sends: %j',
    (setting) => {
      expect(statusOf(setting)).toBe('unknown');
    },
  );

  it('is content with one good setting beside others, and never adds up halves of two', () => {
    const good = { properties: { ...WORKSPACE, logs: [AUDIT] } };
    const nowhere = { properties: { logs: [AUDIT] } };
    const silent = { properties: { ...WORKSPACE, logs: [{ ...AUDIT, enabled: false }] } };

    expect(statusOf({}, silent, good)).toBe('pass');
    expect(statusOf(nowhere, silent)).toBe('fail');
  });

  it('says what mends it', () => {
    const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv1';

    expect(remedyOf(keyVaultAuditLog, { id })).toBe(
      `az monitor diagnostic-settings create --name audit --resource '${id}' --logs '[{"categoryGroup":"audit","enabled":true}]' --workspace "$WORKSPACE_ID"`,
    );
  });
});

describe.skipIf(!sharedIsHere)('recorded diagnostic settings (need the shared recordings)', () => {
  it('of other services are read, and none of their categories is taken for the audit log', () => {
    const settings = KeyVaultDiagnosticSettings.parse(
      recordedRows('microsoft.insights/diagnosticSettings'),
    );
    const enabled = settings.flatMap(({ properties }) =>
      (properties?.logs ?? []).filter((log) => log.enabled),
    );

    expect(settings.length).toBeGreaterThanOrEqual(2);
    expect(enabled.map(({ category }) => category)).toContain('Audit');
    expect(settings.map((setting) => statusOf(setting))).not.toContain('pass');
  });
});
