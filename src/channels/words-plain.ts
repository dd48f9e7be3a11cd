import { visibleText } from '#domain/visible-text.ts';

/**
 * Text from Azure or from a document as people may read it anywhere: on one line, nothing hidden or reordered, and no address that
 * a mail program or a chat would make a link of by itself (`https[:]//`, `www[.]`). Our own links never pass through here.
 */
export function plainText(text: string): string {
  return visibleText(text)
    .replaceAll('://', '[:]//')
    .replace(/\bwww\./giu, (www) => `${www.slice(0, -1)}[.]`);
}
