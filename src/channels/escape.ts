/*
 * Escapes text for each kind of destination. All of them expect text without characters that hide (`plainText`): names in Azure are
 * written by whoever may create a resource, an attacker included (A17).
 */

const LONGEST_LINK = 1_000;

/** An address that may become a link: https, without a user, as the configuration says it; null for anything else. */
export function httpsLink(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '')
    return null;
  // In its encoded form it holds no quote, no angle bracket, no space.
  return url.href.length <= LONGEST_LINK ? url.href : null;
}

/**
 * Slack reads `<…>` as links and mentions and `&…;` as characters, in `mrkdwn` and in the fallback text.
 * Source: docs.slack.dev, "Formatting message text", escaping.
 */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Text for a TextBlock or a FactSet, which read a part of Markdown: whatever begins markup, a link or a `{{DATE(…)}}` gets a
 * backslash. Source: learn.microsoft.com, "Text features" of Adaptive Cards.
 */
export function escapeCardText(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#~|&!@]|^[-+>]|^\d+(?=[.)])/gu, (markup) =>
    /^\d/u.test(markup) ? `${markup}\\` : `\\${markup}`,
  );
}

/** Text for HTML, between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/gu, (character) => `&#${String(character.charCodeAt(0))};`);
}

/**
 * Text for a mail header of at most so many code points. What would begin another header is refused, not mended: text that reaches
 * this has been made visible before, so a line break in it is a bug. Throws a RangeError.
 */
export function headerText(text: string, most: number): string {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) throw new RangeError('A header may hold no line break.');
  return cutText(text, most);
}

/** At most so many code points; what was cut ends in "…". */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  let [points, kept] = [0, 0];
  for (const character of text) {
    if (points < most - 1) kept += character.length;
    points += 1;
    // A text may be very long: one point more than fits is enough to know.
    if (points > most) return `${text.slice(0, kept)}…`;
  }
  return text;
}

/** At most so many UTF-16 units, never half a character; what was cut ends in "…". */
export function cutUnits(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > most - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
