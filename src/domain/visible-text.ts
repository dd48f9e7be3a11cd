/**
 * Characters that hide, reorder or break what a person reads: control characters, bidirectional overrides and marks, zero-width
 * and tag characters, line separators, spaces other than the common one, lone surrogates. Names in Azure's answers may contain them.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|[^\P{Zs} ]/gu;

/** The text on one line with every invisible character shown as its code, e.g. `\u202e`. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  });
}

/** A value of a finding (`expected`, `observed`, `from`, `to`) as a person reads it; `none` where there is no value. */
export function shownValue(value: unknown, none: string): string {
  if (value === null || value === undefined) return none;
  return visibleText(inWords(value) || none);
}

/** Members as `name: value`, so that a person need not read JSON; what lies deeper keeps its brackets. */
function inWords(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (Array.isArray(value)) return value.map((item: unknown) => nested(item)).join(', ');
  return Object.entries(value)
    .map(([name, member]) => `${name}: ${nested(member)}`)
    .join(', ');
}

function nested(value: unknown): string {
  const words = inWords(value);
  if (typeof value !== 'object' || value === null) return words;
  return Array.isArray(value) ? `[${words}]` : `(${words})`;
}
