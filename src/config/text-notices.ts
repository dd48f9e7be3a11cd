import type { LoadedConfiguration } from './loaded-configuration.ts';
import type { ConfigurationNotice } from './notice.ts';

/** Where a statement's own text is a file: that it is there, and that every claim can be found in it. */
export function checkTexts(loaded: LoadedConfiguration): readonly ConfigurationNotice[] {
  return loaded.documents.flatMap(({ loaded: document, bound: { statement } }) => {
    const path = statement.text;
    if (path === undefined || /^https?:\/\//iu.test(path)) return [];
    const { file } = document.source;
    const at = (...where: PropertyKey[]) =>
      ({
        kind: 'text',
        file,
        line: document.source.place(where).line,
        document: document.id,
      }) as const;
    const text = loaded.reader.text(path);
    if (text === undefined)
      return [
        { ...at('text'), message: `the statement's text ${JSON.stringify(path)} is not there` },
      ];
    const words = inOneLine(text);
    return document.claims.flatMap((claim, index) => {
      if (claim === undefined || words.includes(inOneLine(claim.locator))) return [];
      const message = `${claim.id}: the text does not contain ${JSON.stringify(claim.locator)}`;
      return [{ ...at('claims', index, 'locator'), claim: claim.id, message }];
    });
  });
}

// Lines break where a page ended, not where a sentence does.
function inOneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').toLowerCase();
}
