import { escapeHtml } from './escape.ts';
import type { MessageParts } from './words.ts';
import { type SectionLine, sectionsOf } from './words-sections.ts';

/** Parts as a small HTML page: a table of label and text, nothing from elsewhere, links of ours alone. */
export function htmlOf(parts: MessageParts): string {
  const rows = sectionsOf(parts).map(
    ({ label, lines }) =>
      `<tr><th align="left" valign="top">${escapeHtml(label)}</th><td>${lines.map(lineOf).join('')}</td></tr>`,
  );
  return [
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Alert</title></head><body>',
    `<h1 style="font-size:1.2em">${unlinked(parts.headline)}</h1>`,
    '<table cellpadding="4">',
    ...rows,
    '</table></body></html>',
  ].join('\n');
}

function lineOf({ form, text }: SectionLine): string {
  switch (form) {
    case 'words':
      return `<div>${unlinked(text)}</div>`;
    case 'command':
      return `<pre style="white-space:pre-wrap;margin:0">${unlinked(text)}</pre>`;
    case 'link':
      return `<div><a href="${escapeHtml(text)}">${escapeHtml(text)}</a></div>`;
  }
}

/** Mail programs make links of addresses by themselves; a tag within keeps them from it, and the text can be copied as it is. */
function unlinked(text: string): string {
  return escapeHtml(text).replaceAll('://', '<span>:</span>//');
}
