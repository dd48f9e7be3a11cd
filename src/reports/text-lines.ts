/** A line of a text without its end; `from` and `to` count characters of the text. */
export interface TextLine {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

export function textLines(text: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    const words = line.replace(/\r$/u, '');
    lines.push({ from, to: from + words.length, words });
    from += line.length + 1;
  }
  return lines;
}
