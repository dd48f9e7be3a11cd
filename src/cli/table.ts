/** Columns of text under a heading, the last two wrapped between words to `width` (default 120); a longer word makes it wider, nothing is cut. No colours, no lines. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width = 120,
): string {
  const natural = head.map((title, column) =>
    Math.max(
      title.length,
      ...rows.flatMap((row) => (row[column] ?? '').split('\n').map((line) => line.length)),
    ),
  );
  const fixed = natural.slice(0, -2).reduce((sum, size) => sum + size + 2, 0);
  const rest = Math.max(width - fixed - 2, 40);
  const [before = 0, last = 0] = natural.slice(-2);
  const lastWidth = Math.min(last, Math.max(20, Math.floor(rest / 2), longestWord(rows, -1)));
  const beforeWidth = Math.min(before, Math.max(rest - lastWidth, longestWord(rows, -2)));
  const widths = [...natural.slice(0, -2), beforeWidth, lastWidth];
  return [head, ...rows].flatMap((row) => linesOf(row, widths)).join('\n');
}

/** One row: as many lines as its longest cell needs. */
function linesOf(row: readonly string[], widths: readonly number[]): readonly string[] {
  const cells = widths.map((width, column) => wrapped(row[column] ?? '', width));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, column) => (lines[line] ?? '').padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function wrapped(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => {
    if (line.length <= width) return [line];
    const lines: string[] = [];
    let current = '';
    for (const word of line.split(/\s+/u)) {
      const longer = current === '' ? word : `${current} ${word}`;
      if (longer.length > width && current !== '') {
        lines.push(current);
        current = word;
      } else current = longer;
    }
    return [...lines, current];
  });
}

function longestWord(rows: readonly (readonly string[])[], column: -1 | -2): number {
  return Math.max(
    0,
    ...rows.flatMap((row) => (row.at(column) ?? '').split(/\s/u).map((word) => word.length)),
  );
}
