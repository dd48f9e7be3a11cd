import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';
import {
  AzureCliCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { ConfigurationError } from '#domain/errors.ts';
import { type CloudSettings, isMicrosoftAuthority } from './cloud-settings.ts';

export type CredentialKind =
  | 'default'
  | 'managed-identity'
  | 'workload-identity'
  | 'client-secret'
  | 'client-certificate'
  | 'azure-cli';

/** Who signs in, where the identity library does not find it by itself. */
export interface IdentityValues {
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** PEM with certificate and key. */
  readonly clientCertificatePath?: string;
  readonly clientCertificatePassword?: string;
  /** `1` or `true`: the whole chain goes along, for applications that trust by subject name and issuer. */
  readonly sendCertificateChain?: string;
  readonly federatedTokenFile?: string;
}

/** The usual `AZURE_*` variables as values; the identity library reads `IDENTITY_ENDPOINT` and its like itself. */
export function identityFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): IdentityValues {
  const names = {
    tenantId: 'AZURE_TENANT_ID',
    clientId: 'AZURE_CLIENT_ID',
    clientSecret: 'AZURE_CLIENT_SECRET',
    clientCertificatePath: 'AZURE_CLIENT_CERTIFICATE_PATH',
    clientCertificatePassword: 'AZURE_CLIENT_CERTIFICATE_PASSWORD',
    sendCertificateChain: 'AZURE_CLIENT_SEND_CERTIFICATE_CHAIN',
    federatedTokenFile: 'AZURE_FEDERATED_TOKEN_FILE',
  } satisfies Record<keyof IdentityValues, string>;
  const present = Object.entries(names).flatMap(([key, name]) => {
    const value = environment[name];
    return value === undefined || value === '' ? [] : [[key, value] as const];
  });
  return Object.fromEntries(present);
}

/**
 * The credential of one kind and no other; only `default` is a chain (narrowed by `AZURE_TOKEN_CREDENTIALS`, which a service should
 * set to `prod`: a developer's login that signs in silently would put the wrong identity into the evidence).
 * `httpClient` is what the identity library asks with, whatever the environment says of proxies. Throws a ConfigurationError naming a
 * missing variable.
 */
export function createCredential(
  kind: CredentialKind,
  cloud: CloudSettings,
  identity: IdentityValues,
  httpClient: HttpClient,
): TokenCredential {
  const isOwnAuthority = !isMicrosoftAuthority(cloud);
  const authority = {
    authorityHost: cloud.authority,
    // An authority of one's own is not in Microsoft's list of known ones.
    ...(isOwnAuthority ? { disableInstanceDiscovery: true } : {}),
    httpClient,
  };
  const { tenantId, clientId } = identity;
  switch (kind) {
    case 'default':
      return new DefaultAzureCredential({
        ...authority,
        ...(tenantId === undefined ? {} : { tenantId }),
        ...(clientId === undefined ? {} : { managedIdentityClientId: clientId }),
      });
    case 'managed-identity':
      return new ManagedIdentityCredential({
        httpClient,
        ...(clientId === undefined ? {} : { clientId }),
      });
    case 'workload-identity':
      return new WorkloadIdentityCredential({
        ...authority,
        tenantId: demand(identity, 'tenantId', 'AZURE_TENANT_ID', kind),
        clientId: demand(identity, 'clientId', 'AZURE_CLIENT_ID', kind),
        tokenFilePath: demand(identity, 'federatedTokenFile', 'AZURE_FEDERATED_TOKEN_FILE', kind),
      });
    case 'client-secret':
      return new ClientSecretCredential(
        demand(identity, 'tenantId', 'AZURE_TENANT_ID', kind),
        demand(identity, 'clientId', 'AZURE_CLIENT_ID', kind),
        demand(identity, 'clientSecret', 'AZURE_CLIENT_SECRET', kind),
        authority,
      );
    case 'client-certificate':
      return new ClientCertificateCredential(
        demand(identity, 'tenantId', 'AZURE_TENANT_ID', kind),
        demand(identity, 'clientId', 'AZURE_CLIENT_ID', kind),
        {
          certificatePath: demand(
            identity,
            'clientCertificatePath',
            'AZURE_CLIENT_CERTIFICATE_PATH',
            kind,
          ),
          ...(identity.clientCertificatePassword === undefined
            ? {}
            : { certificatePassword: identity.clientCertificatePassword }),
        },
        {
          ...authority,
          // As the library itself reads it where it reads the environment.
          sendCertificateChain: /^(?:1|true)$/iu.test(identity.sendCertificateChain ?? ''),
        },
      );
    case 'azure-cli':
      return new AzureCliCredential(tenantId === undefined ? {} : { tenantId });
  }
}

function demand(
  identity: IdentityValues,
  key: keyof IdentityValues,
  variable: string,
  kind: CredentialKind,
): string {
  const value = identity[key];
  if (value !== undefined) return value;
  throw new ConfigurationError(
    'CONFIG_AZURE_CREDENTIAL',
    `azure.credential ${kind} needs the environment variable ${variable}, which is not set.`,
  );
}
