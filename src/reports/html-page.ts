import { createHash } from 'node:crypto';
import { SHAPES } from './html-shapes.ts';
import { HTML_STYLE } from './html-style.ts';
import { htmlText, proseText } from './html-text.ts';

/** What differs from page to page before its first words. */
export interface PageHead {
  /** Escaped here. */
  readonly title: string;
  /** What kind of page it is, above the title. */
  readonly kind: string;
  /** Rules of this page alone, for its filters. */
  readonly style?: string;
}

/** The begin of a page that needs nothing else, up to its title; a `</header>`, the `<main id="main">` and `PAGE_END` are to follow. */
export function pageHead({ title, kind, style = '' }: PageHead): string {
  const shown = htmlText(title);
  const sheet = `${HTML_STYLE}${style}`;
  // Nothing may be loaded or run; the one style sheet is allowed by its digest.
  const digest = createHash('sha256').update(sheet).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${shown}</title>
<style>${sheet}</style>
</head>
<body>
${SHAPES}
<a class="skip" href="#main">To the content</a>
<header>
<p class="kind">${htmlText(kind)}</p>
<h1>${proseText(title)}</h1>
`;
}

/** The end of a page, from `</main>` on. `words`: where all of it is; escaped here. */
export function pageEnd(words: string): string {
  return `</main>
<footer><p>${htmlText(words)}</p></footer>
</body>
</html>
`;
}
