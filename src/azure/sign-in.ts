import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
import type { Clock } from '#domain/clock.ts';
import type { Principal } from '#domain/principal.ts';
import { redact } from './azure-error.ts';
import { AzureFault } from './azure-fault.ts';
import type { TokenTransport } from './token-transport.ts';

export interface SignIn {
  /** One sign-in at a time for everybody; failures are AzureFaults without secrets. */
  readonly credential: TokenCredential;
  /** From the newest token's `tid` claim; null before the first token and for one that is no JWT. */
  tenantId(): string | null;
  /** From the newest token's claims `oid`, `appid` (`azp` in version 2.0) and `tid`; null likewise, and where one is missing. */
  principal(): Principal | null;
}

/** Tokens are renewed this long before they end, so that none ends under way. */
const RENEW_BEFORE_MS = 5 * 60_000;
const SIGN_IN_TIMEOUT_MS = 120_000;

/**
 * Wraps a credential: its token is kept and shared (some kinds start a process for each), and one question's cancellation does not
 * cancel the sign-in that others wait for.
 */
export function createSignIn(
  credential: TokenCredential,
  clock: Clock,
  heard: Pick<TokenTransport, 'newestFault' | 'forget'>,
): SignIn {
  const tokens = new Map<string, AccessToken>();
  const pending = new Map<string, Promise<AccessToken>>();
  let claims: Claims = {};

  const fetchToken = async (
    scopes: string | string[],
    options: GetTokenOptions,
  ): Promise<AccessToken> => {
    const { abortSignal: _, ...rest } = options;
    heard.forget();
    try {
      const token = await credential.getToken(scopes, {
        ...rest,
        abortSignal: AbortSignal.timeout(SIGN_IN_TIMEOUT_MS),
      });
      if (token === null) throw new Error('the credential has no token');
      claims = claimsOf(token.token) ?? claims;
      return token;
    } catch (cause) {
      throw signInFault(cause, heard.newestFault());
    }
  };

  const getToken = async (
    scopes: string | string[],
    options: GetTokenOptions = {},
  ): Promise<AccessToken> => {
    // A token that answers a challenge takes the place of the one that was challenged.
    const key = JSON.stringify([scopes, options.tenantId ?? null]);
    const flight = JSON.stringify([key, options.claims ?? null]);
    const known = tokens.get(key);
    if (
      known !== undefined &&
      options.claims === undefined &&
      known.expiresOnTimestamp - clock.now() > RENEW_BEFORE_MS
    ) {
      return known;
    }
    const running =
      pending.get(flight) ?? fetchToken(scopes, options).finally(() => pending.delete(flight));
    pending.set(flight, running);
    const token = await running;
    tokens.set(key, token);
    return token;
  };
  return {
    credential: { getToken },
    tenantId: () => textOf(claims['tid']) ?? null,
    principal: () => principalOf(claims),
  };
}

/**
 * What was heard on the way counts more than what the identity library makes of it: it calls a page of HTML an unreachable network.
 * Without that it found no way to sign in at all (no variable, no file, no `az login`), and says so itself.
 */
function signInFault(cause: unknown, heard: AzureFault | undefined): AzureFault {
  if (heard !== undefined) {
    const { code, isTransient } = heard;
    return new AzureFault(code, `sign-in failed: ${heard.message}`, { cause, isTransient });
  }
  const parts = causes(cause);
  const file = parts.find(({ code }) => code === 'ENOENT' || code === 'EACCES');
  const message = redact((file ?? parts[0])?.message ?? 'unknown reason');
  return new AzureFault('AuthorizationFailed', `sign-in failed: ${message}`, { cause });
}

/** The error, what it wraps and what it aggregates, outermost first. */
function causes(error: unknown, depth = 0): { readonly code: string; readonly message: string }[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const code: unknown = Reflect.get(error, 'code');
  const errors: unknown = Reflect.get(error, 'errors');
  const inner = [error.cause, ...(Array.isArray(errors) ? errors : [])];
  return [
    { code: typeof code === 'string' ? code : '', message: error.message },
    ...inner.flatMap((one) => causes(one, depth + 1)),
  ];
}

type Claims = Readonly<Record<string, unknown>>;

/** What a token says of its bearer. Source of the claims: Microsoft identity platform, access token claims reference. */
function principalOf(claims: Claims): Principal | null {
  const objectId = textOf(claims['oid']);
  const appId = textOf(claims['appid']) ?? textOf(claims['azp']);
  const tenantId = textOf(claims['tid']);
  return objectId === undefined || appId === undefined || tenantId === undefined
    ? null
    : { objectId, appId, tenantId };
}

function claimsOf(token: string): Claims | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? { ...claims } : undefined;
  } catch {
    // Entra ID does not promise that a token can be read.
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
