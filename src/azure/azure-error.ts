import { readStrictJson } from './strict-json.ts';

/** What Azure said when it refused, in whatever shape it said it. */
export interface AzureError {
  /** E.g. `AuthorizationFailed`; undefined when the body names none (a gateway's HTML). */
  readonly code?: string;
  /** Redacted and shortened. */
  readonly message?: string;
  /** The ARM action that the identity lacks, where the message names it. */
  readonly action?: string;
}

const ACTION = /perform (?:the )?action(?:\(s\)|s)? '([A-Za-z0-9.]+\/[A-Za-z0-9./*_-]+)'/u;
const LONGEST_MESSAGE = 400;

/**
 * Parses an error body: `{error:{code,message}}`, `{code,message}`, `{Code,Message}`, `{error:{Code,Message}}`; anything else has
 * neither. Source: azure-facts §13.
 */
export function parseAzureError(body: string): AzureError {
  const parsed = parseObject(body);
  if (parsed === undefined) return {};
  const inner = parsed['error'];
  const error = isObject(inner) ? inner : parsed;
  const code = firstText(error, ['code', 'Code', 'errorCode']);
  const message = firstText(error, ['message', 'Message']);
  const action = message === undefined ? undefined : ACTION.exec(message)?.[1];
  return {
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message: redact(message) }),
    ...(action === undefined ? {} : { action }),
  };
}

/** Takes tokens, signatures, keys and passwords out of a text, and shortens it. */
export function redact(text: string): string {
  return text
    .replace(/eyJ[\w-]+\.[\w-]*\.?[\w-]*/gu, '[token]')
    .replace(/\bBearer\s+\S+/giu, 'Bearer [token]')
    .replace(
      /\b(sig|AccountKey|SharedAccessKey|SharedAccessSignature|password|pwd|client_secret|client_assertion)=[^&;\s"']+/giu,
      '$1=[secret]',
    )
    .replace(/\s+/gu, ' ')
    .slice(0, LONGEST_MESSAGE);
}

/** The body as a JSON object that says everything once; undefined for anything else. */
export function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  const read = readStrictJson(body);
  return read.status === 'read' ? read.body : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstText(error: Record<string, unknown>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = error[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}
