import { randomUUID } from 'node:crypto';
import type { Answer } from '../arm/call.ts';
import type { Json } from '../json.ts';
import type { Tokens } from './tokens.ts';

/** A request to the sign-in service. */
export interface SignInRequest {
  readonly method: string;
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly form: URLSearchParams;
  readonly baseUrl: string;
}

/** The parts of Microsoft Entra that a daemon needs: discovery and tokens for a secret, a certificate or a federated assertion. Undefined for another path. */
export function answerSignIn(request: SignInRequest, tokens: Tokens): Answer | undefined {
  const { path, method, baseUrl } = request;
  if (/^\/common\/discovery\/instance$/i.test(path))
    return { status: 200, body: instance(request) };
  const discovery = /^\/([^/]+)\/(?:v2\.0\/)?\.well-known\/openid-configuration$/i.exec(path);
  if (discovery !== null && method === 'GET') {
    return { status: 200, body: configuration(baseUrl, discovery[1] ?? '') };
  }
  if (/^\/[^/]+\/discovery\/v2\.0\/keys$/i.test(path)) return { status: 200, body: { keys: [] } };
  if (!/^\/[^/]+\/oauth2\/(v2\.0\/)?token$/i.test(path) || method !== 'POST') return undefined;
  return answerToken(request, tokens);
}

function configuration(baseUrl: string, tenant: string): Json {
  const base = `${baseUrl}/${tenant}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    tenant_region_scope: 'EU',
    cloud_instance_name: 'microsoftonline.com',
  };
}

/** Says that this very host is an authority: a client asks before it trusts one that it does not know. */
function instance({ baseUrl, query }: SignInRequest): Json {
  const host = new URL(baseUrl).host;
  const tenant = /^https:\/\/[^/]+\/([^/]+)/.exec(query.get('authorization_endpoint') ?? '')?.[1];
  return {
    tenant_discovery_endpoint: `${baseUrl}/${tenant ?? 'common'}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

function answerToken({ form }: SignInRequest, tokens: Tokens): Answer {
  if (form.get('grant_type') !== 'client_credentials') {
    return refuse(
      'unsupported_grant_type',
      'AADSTS70003: The app requested an unsupported grant type.',
    );
  }
  const clientId = form.get('client_id');
  const secret = form.get('client_secret');
  const assertion = form.get('client_assertion');
  if (clientId === null) {
    return refuse('invalid_request', "AADSTS900144: The request body must contain 'client_id'.");
  }
  const isAssertion = assertion !== null && assertion.split('.').length === 3;
  if ((secret === null || secret === '') && !isAssertion) {
    return refuse('invalid_client', 'AADSTS7000216: A client secret or assertion is required.');
  }
  const scope = form.get('scope') ?? form.get('resource') ?? '';
  if (!/^[a-z]+:\/\//i.test(scope)) {
    return refuse('invalid_scope', 'AADSTS70011: The provided scope is not valid.');
  }
  const { token, lifetime } = tokens.mint(scope.split(' ')[0] ?? '', clientId);
  const body = {
    token_type: 'Bearer',
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: token,
  };
  return { status: 200, body };
}

function refuse(error: string, description: string): Answer {
  const body = {
    error,
    error_description: description,
    error_codes: [Number(/\d+/.exec(description)?.[0])],
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
  };
  return { status: error === 'invalid_client' ? 401 : 400, body };
}
