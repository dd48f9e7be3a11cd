import { createHash } from 'node:crypto';
import { HTML_STYLE } from './html-style.ts';
import { htmlText } from './html-text.ts';
import type { StatusWord } from './status-words.ts';

/** Nothing may be loaded or run; the one style sheet is allowed by its digest. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(HTML_STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The begin of a page that needs nothing else, up to its heading. The title is escaped here. */
export function pageHead(title: string): string {
  const shown = htmlText(title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${shown}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<h1>${shown}</h1>
`;
}

export const PAGE_END = '</body>\n</html>\n';

/** A status as glyph, word and tone. */
export function badge({ glyph, word, tone }: StatusWord): string {
  return `<span class="status ${tone}">${glyph} ${word}</span>`;
}
