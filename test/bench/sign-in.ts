import { z } from 'zod';

const Token = z.object({ access_token: z.string() });

/** A token of the simulated Azure's managed identity. */
export async function signIn(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const resource = encodeURIComponent('https://management.azure.com');
  const answer = await fetch(
    `${environment['IDENTITY_ENDPOINT']}?api-version=2019-08-01&resource=${resource}`,
    { headers: { 'x-identity-header': environment['IDENTITY_HEADER'] ?? '' } },
  );
  return Token.parse(await answer.json()).access_token;
}
