/**
 * What mends a refused sign-in, by the code that Entra ID names in its description. Source: Microsoft Entra authentication and
 * authorization error codes (reference-error-codes), and the metadata service's `invalid_request`.
 */
const MENDS: readonly (readonly [RegExp, string])[] = [
  [/AADSTS7000222/u, 'the client secret has expired: make a new one and set AZURE_CLIENT_SECRET'],
  [
    /AADSTS7000215/u,
    'AZURE_CLIENT_SECRET is not the value of a secret of this application (its id is another thing)',
  ],
  [
    /AADSTS(?:90002|900023|9002313|900021)\b/u,
    'there is no such tenant at this authority: check AZURE_TENANT_ID and azure.cloud',
  ],
  [
    /AADSTS700016/u,
    'the application is not in this tenant: check AZURE_CLIENT_ID and AZURE_TENANT_ID',
  ],
  [
    /AADSTS700024/u,
    'the assertion is out of its time: check the clock of this machine, and that the token file is renewed',
  ],
  [
    /AADSTS700027/u,
    'the certificate is not one of this application, or its chain must go along: upload it, or set AZURE_CLIENT_SEND_CERTIFICATE_CHAIN',
  ],
  [
    /AADSTS(?:70021|700211|700212|700213)\b/u,
    'no federated credential of the application fits this workload: check its issuer, subject and audience',
  ],
  [/AADSTS7000112/u, 'the application is disabled: enable it in Entra ID'],
  [
    /AADSTS50001[13]?\b|AADSTS500011/u,
    'the audience is unknown in this tenant: check azure.cloud (name or audience)',
  ],
  [/AADSTS53003/u, 'a conditional access policy forbids it: let this identity through'],
];

/** The mending of a refused sign-in, or undefined where its words must do. */
export function entraMend(said: string, host: string): string | undefined {
  const known = MENDS.find(([pattern]) => pattern.test(said))?.[1];
  if (known !== undefined) return known;
  if (
    /invalid_request|identity not found/iu.test(said) &&
    /^(?:169\.254\.|127\.|localhost)/u.test(host)
  )
    return 'no managed identity is assigned to this machine, or AZURE_CLIENT_ID names another one';
  return undefined;
}
