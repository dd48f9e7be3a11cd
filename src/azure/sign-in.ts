import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
import type { Clock } from '#domain/clock.ts';
import { redact } from './azure-error.ts';
import { AzureFault } from './azure-fault.ts';

export interface SignIn {
  /** One sign-in at a time for everybody; failures are AzureFaults without secrets. */
  readonly credential: TokenCredential;
  /** From the newest token's `tid` claim; null before the first token and for one that is no JWT. */
  tenantId(): string | null;
}

/** Tokens are renewed this long before they end, so that none ends under way. */
const RENEW_BEFORE_MS = 5 * 60_000;
const SIGN_IN_TIMEOUT_MS = 120_000;

/**
 * Wraps a credential: its token is kept and shared (some kinds start a process for each), and one question's cancellation does not
 * cancel the sign-in that others wait for.
 */
export function createSignIn(credential: TokenCredential, clock: Clock): SignIn {
  const tokens = new Map<string, AccessToken>();
  const pending = new Map<string, Promise<AccessToken>>();
  let tenantId: string | null = null;

  const fetchToken = async (
    scopes: string | string[],
    options: GetTokenOptions,
  ): Promise<AccessToken> => {
    const { abortSignal: _, ...rest } = options;
    try {
      const token = await credential.getToken(scopes, {
        ...rest,
        abortSignal: AbortSignal.timeout(SIGN_IN_TIMEOUT_MS),
      });
      if (token === null) throw new Error('the credential has no token');
      tenantId = tenantOf(token.token) ?? tenantId;
      return token;
    } catch (cause) {
      throw signInFault(cause);
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
  return { credential: { getToken }, tenantId: () => tenantId };
}

function signInFault(cause: unknown): AzureFault {
  const parts = causes(cause);
  const network = parts.find((part) =>
    /^(E[A-Z]+|UND_ERR\w*|CERT_\w+|DEPTH_ZERO\w*|UNABLE_TO\w*|SELF_SIGNED\w*|REQUEST_SEND_ERROR)$/u.test(
      part.code,
    ),
  );
  if (network !== undefined) {
    return new AzureFault(
      'NetworkError',
      `sign-in failed: the authority could not be reached (${network.code})`,
      { cause },
    );
  }
  const message = redact(parts[0]?.message ?? 'unknown reason');
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

function tenantOf(token: string): string | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const tid: unknown =
      typeof claims === 'object' && claims !== null ? Reflect.get(claims, 'tid') : undefined;
    return typeof tid === 'string' ? tid : undefined;
  } catch {
    return undefined;
  }
}
