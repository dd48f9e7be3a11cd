/** A body without the secrets that it carried. */
export interface MaskedBody {
  readonly body: string;
  /** JSON Pointers of the members that were masked; an empty one stands for a body that is no JSON. */
  readonly masked: readonly string[];
}

/** What stands where a secret stood. The same words as in messages, so that both say the same. */
const INSTEAD = '[secret]';

/**
 * Members whose text is a secret, whatever it looks like; compared without case, `-` and `_`. Source: the secret members of the
 * published types (`x-ms-secret`), e.g. administratorLoginPassword, primaryKey, instrumentationKey. Guess: Azure leaves them out of
 * ordinary answers or writes null; a gateway or a new provider may not.
 */
const SECRET_NAME =
  /^(?:.*(?:password|passwd|passphrase|secret|secretvalue|secrettext|connectionstring|accesskey|accountkey|sharedkey|masterkey|privatekey|apikey|functionkey|sastoken|sasuri|sasurl|accesstoken|refreshtoken|idtoken|bearertoken|authtoken)|.*(?:primary|secondary)key|pwd|instrumentationkey)$/u;

/** Members below which everything is a secret. Others hold facts about one: `primaryMasterKey: { generationTime }`. */
const SECRET_TREE = /^(?:protectedsettings|connectionstrings|appsettings)$/u;

/** Secrets that their own form gives away, in any text: tokens, and the value of what is named so in a connection string or an address. */
const SECRET_FORMS = [
  [/eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*/gu, '[token]'],
  [/\bBearer\s+[\w.~+/=-]{16,}/giu, 'Bearer [token]'],
  [
    /\b(sig|AccountKey|SharedAccessKey|SharedAccessSignature|password|pwd|client_secret|client_assertion)=(?!\[secret\])[^&;\s"'\\]+/giu,
    `$1=${INSTEAD}`,
  ],
] as const;

/** `"name": "value"` in what is no whole JSON: an answer that broke off, a page of a gateway. */
const MEMBER_TEXT = /"(?<name>[\w-]+)"(?<colon>\s*:\s*)"(?<value>(?:[^"\\]|\\.)*)(?<end>"?)/gu;

/** Only a body in which one of these words stands is looked through member by member. */
const MAY_HOLD =
  /password|passwd|passphrase|secret|connection[-_]?string|key"|sas[-_]?(?:token|uri|url)|token"|pwd|sig=|accountkey=|sharedaccess|client_|bearer\s|eyJ|protected[-_]?settings|secure/iu;

/** The body with its secrets masked; undefined where there is none and the body stays as Azure sent it. */
export function maskSecrets(body: string): MaskedBody | undefined {
  if (!MAY_HOLD.test(body)) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    const masked = maskForms(
      body.replace(MEMBER_TEXT, (whole, name: string, colon: string, value: string, end: string) =>
        isSecretName(name) && value !== '' ? `"${name}"${colon}"${INSTEAD}${end}` : whole,
      ),
    );
    return masked === body ? undefined : { body: masked, masked: [''] };
  }
  const masked: string[] = [];
  const clean = maskValue(parsed, '', false, masked, false);
  return masked.length === 0 ? undefined : { body: JSON.stringify(clean), masked };
}

function maskValue(
  value: unknown,
  pointer: string,
  isSecret: boolean,
  masked: string[],
  isTree: boolean,
): unknown {
  if (typeof value === 'string') {
    const clean = isSecret && value !== '' ? INSTEAD : maskForms(value);
    if (clean !== value) masked.push(pointer);
    return clean;
  }
  if (Array.isArray(value))
    return value.map((item, index) =>
      maskValue(item, `${pointer}/${index}`, isSecret, masked, isTree),
    );
  if (typeof value !== 'object' || value === null) return value;
  // Azure writes the type of a secret member beside its value: { type: 'SecureString', value: … }.
  const isSecure = 'type' in value && /^secure(?:string|object)$/iu.test(String(value.type));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      maskValue(
        member,
        `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        isTree || isSecretName(name) || (isSecure && name === 'value'),
        masked,
        isTree || SECRET_TREE.test(plainName(name)),
      ),
    ]),
  );
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(plainName(name));
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/gu, '');
}

function maskForms(text: string): string {
  let clean = text;
  for (const [form, instead] of SECRET_FORMS) clean = clean.replace(form, instead);
  return clean;
}
