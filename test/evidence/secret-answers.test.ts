import { describe, expect, it } from 'vitest';
import { secretReason } from '#evidence/secret-answers.ts';

const ARM = 'https://management.azure.com/subscriptions/1/resourceGroups/r/providers';

describe('secretReason', () => {
  it.each([
    ['POST', `${ARM}/Microsoft.Storage/storageAccounts/a/listKeys?api-version=2025-01-01`],
    ['post', `${ARM}/Microsoft.Storage/storageAccounts/a/LISTKEYS`],
    ['POST', `${ARM}/Microsoft.Storage/storageAccounts/a/list%4Beys`],
    ['POST', `${ARM}/Microsoft.Storage/storageAccounts/a/ListAccountSas`],
    ['POST', `${ARM}/Microsoft.Storage/storageAccounts/a/regenerateKey`],
    ['POST', `${ARM}/Microsoft.Web/sites/a/config/appsettings/list`],
    ['POST', `${ARM}/Microsoft.ContainerService/managedClusters/a/listClusterAdminCredential/`],
    ['POST', `${ARM}/Microsoft.DocumentDB/databaseAccounts/a/listConnectionStrings`],
    ['POST', `${ARM}/Microsoft.App/containerApps/a/listSecrets`],
    ['POST', `${ARM}/Microsoft.App/containerApps/a/getAuthToken`],
    ['GET', `${ARM}/Microsoft.Web/sites/a/config/appsettings?api-version=1`],
    ['GET', `${ARM}/Microsoft.Web/sites/a/config/connectionstrings/x`],
    ['GET', 'https://kv-a.vault.azure.net/secrets/password?api-version=7.4'],
    ['GET', 'https://hsm.managedhsm.azure.net/keys/k'],
    ['POST', 'https://login.microsoftonline.com/t/oauth2/v2.0/token'],
    ['GET', 'http://169.254.169.254/metadata/identity/oauth2/token?resource=x'],
    ['GET', 'https://sa.blob.core.windows.net/c/b?sv=2024&sig=abc'],
    ['GET', 'https://user:word@management.azure.com/x'],
    ['GET', 'not an address'],
  ])('refuses %s %s', (method, url) => {
    expect(secretReason({ method, url })).toMatch(/secret|credential|password|vault|read/u);
  });

  it.each([
    [
      'POST',
      'https://management.azure.com/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01',
    ],
    ['POST', 'https://api.loganalytics.azure.com/v1/workspaces/w/query'],
    ['GET', `${ARM}/Microsoft.KeyVault/vaults/a/secrets?api-version=2024-11-01`],
    ['GET', `${ARM}/Microsoft.KeyVault/vaults/list/keys/listKeys`],
    ['GET', `${ARM}/Microsoft.Sql/servers/a/databases?$skiptoken=abc`],
    ['GET', `${ARM}/Microsoft.Web/sites/a/config/web`],
  ])('keeps %s %s', (method, url) => {
    expect(secretReason({ method, url })).toBeUndefined();
  });
});
