/** The name under which a claim is linked; different ids have different ones, and an ordinary id stays as it is. */
export function claimAnchor(...parts: readonly string[]): string {
  return ['claim', ...parts.map(named)].join('-');
}

function named(part: string): string {
  return part.replaceAll(
    /[^a-zA-Z0-9.-]/gu,
    (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`,
  );
}
