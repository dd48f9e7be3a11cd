/** Who asks Azure, as the access token names him; never the token. */
export interface Principal {
  /** Of the service principal or user in Entra ID. */
  readonly objectId: string;
  /** Of the application or managed identity. */
  readonly appId: string;
  readonly tenantId: string;
}
