import { visibleText } from '#domain/visible-text.ts';

/** Text as the content of an element or a quoted attribute; invisible characters are shown as their code. */
export function htmlText(text: string): string {
  return visibleText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
