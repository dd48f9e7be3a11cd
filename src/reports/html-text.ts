import { visibleText } from '#domain/visible-text.ts';

/** An instant as the product writes it, anywhere in a text. */
const INSTANT =
  /(?<![\w.-])(?<date>\d{4}-\d\d-\d\d)T(?<time>\d\d:\d\d(?::\d\d)?)(?<fraction>\.\d+)?Z(?![\w-])/gu;

/** Text as the content of an element or a quoted attribute; invisible characters are shown as their code. */
export function htmlText(text: string): string {
  return visibleText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Words of ours: each instant as a person reads it, on one line; the exact one stands in the element. */
export function proseText(text: string): string {
  return htmlText(text).replaceAll(
    INSTANT,
    (instant: string, date: string, time: string, fraction: string | undefined) => {
      const part = (fraction ?? '').replace(/\.?0+$/u, '');
      return `<time datetime="${instant}">${date} ${time}${part} UTC</time>`;
    },
  );
}

/** A value of Azure's or a command: not a character is altered, only that an instant stays on one line. */
export function exactText(text: string): string {
  return htmlText(text).replaceAll(
    INSTANT,
    (instant: string) => `<time datetime="${instant}">${instant}</time>`,
  );
}
