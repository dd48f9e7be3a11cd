import type { UnavailableCode } from '#domain/reading.ts';

/** A 404 that does not say that the thing is gone: a wrong question, or a subscription that the identity may just not see. */
const NOT_ABOUT_THE_THING: ReadonlySet<string> = new Set([
  'InvalidApiVersionParameter',
  'InvalidResourceNamespace',
  'InvalidResourceType',
  'NoRegisteredProviderFound',
]);

const NO_ACCESS: ReadonlySet<string> = new Set(['SubscriptionNotFound', 'TenantNotFound']);

/** 400 codes with which a provider says that this kind or tier has no such setting. Source: azure-facts §13. */
const UNSUPPORTED =
  /^(FeatureNotSupported\w*|OperationNotAllowedOnKind|OperationNotSupported\w*|NotSupported\w*|UnsupportedOperation\w*)$/u;

/**
 * What a final HTTP status means for whoever asked; `answer` for the one that carries facts. Source: azure-facts §13.
 * Doubts go away from knowing: a 404 without Azure's error code came from something before Azure, and a 404 for the subscription
 * may mean that the identity cannot see it; neither shows that a resource is gone.
 */
export function classifyAnswer(
  status: number,
  azureCode: string | undefined,
): 'answer' | UnavailableCode {
  if (status === 200) return 'answer';
  if (status === 401 || status === 403) return 'AuthorizationFailed';
  if (status === 404) return classifyNotFound(azureCode);
  if (status === 408) return 'Timeout';
  if (status === 429) return 'Throttled';
  if (status === 400 && azureCode !== undefined && UNSUPPORTED.test(azureCode))
    return 'Unsupported';
  return status >= 500 ? 'ServerError' : 'MalformedAnswer';
}

function classifyNotFound(azureCode: string | undefined): UnavailableCode {
  if (azureCode === undefined || NOT_ABOUT_THE_THING.has(azureCode)) return 'MalformedAnswer';
  return NO_ACCESS.has(azureCode) ? 'AuthorizationFailed' : 'NotFound';
}
