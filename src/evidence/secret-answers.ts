import type { Exchange } from '#domain/exchange.ts';

/** POST actions that answer with keys, tokens or connection strings; ARM names them `list…`, `regenerate…`, `get…Key`. */
const SECRET_ACTION =
  /^(?:list.*|regenerate.*|rotate.*|renew.*|generate.*|get.*(?:key|secret|token|credential|sas|password)s?)$/iu;
/** GET addresses whose answers carry values of secrets. */
const SECRET_READS = [
  /\/config\/(?:appsettings|connectionstrings|publishingcredentials|azurestorageaccounts)(?:\/|$)/iu,
  /\/oauth2(?:\/|$)/iu,
  /\/msi\/token$|\/metadata\/identity\//iu,
] as const;
/** Query parameters that are themselves a credential: a SAS signature, a function key, a token. */
const SECRET_PARAMETERS = [
  'sig',
  'code',
  'access_token',
  'client_secret',
  'client_assertion',
] as const;
/** On a vault's own host these paths answer with values; through ARM they answer with attributes only. */
const VAULT_HOST = /(?:^|\.)(?:vault|managedhsm)\.(?:azure\.net|usgovcloudapi\.net|azure\.cn)$/iu;

/**
 * Why the answer of this exchange must not be kept, or undefined. Decided by the question, never by searching the answer: what
 * returns secrets is refused as a whole, so that a new form of secret cannot slip through.
 */
export function secretReason(exchange: Pick<Exchange, 'method' | 'url'>): string | undefined {
  const url = URL.parse(exchange.url);
  if (url === null) return 'its address cannot be read';
  if (url.username !== '' || url.password !== '') return 'its address carries a password';
  const parameter = SECRET_PARAMETERS.find((name) => url.searchParams.has(name));
  if (parameter !== undefined) return `its address carries the credential "${parameter}"`;
  if (VAULT_HOST.test(url.hostname)) return 'it comes from a vault’s own host';
  const path = decoded(url.pathname);
  const action = path.split('/').findLast((segment) => segment !== '') ?? '';
  if (exchange.method.toUpperCase() === 'POST' && SECRET_ACTION.test(action)) {
    return `the action "${action}" answers with secrets`;
  }
  return SECRET_READS.some((pattern) => pattern.test(path))
    ? 'its address answers with secrets'
    : undefined;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not decodable: judged as it stands; the patterns are plain ASCII.
    return path;
  }
}
