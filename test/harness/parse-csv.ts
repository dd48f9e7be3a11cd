/** A strict reader of RFC 4180, written apart from the writer: rows of cells; throws at anything that the RFC does not allow. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        at += 1;
        for (;;) {
          const quote = text.indexOf('"', at);
          if (quote === -1) throw new Error('a quoted cell never ends');
          cell += text.slice(at, quote);
          at = quote + 1;
          if (text[at] !== '"') break;
          cell += '"';
          at += 1;
        }
      } else {
        const length = text.slice(at).search(/[",\r\n]/u);
        if (length === -1) throw new Error('the last row has no end');
        cell = text.slice(at, at + length);
        at += length;
      }
      row.push(cell);
      if (text[at] === ',') at += 1;
      else if (text.startsWith('\r\n', at)) break;
      else throw new Error(`unexpected ${JSON.stringify(text[at])} after a cell`);
    }
    at += 2;
    rows.push(row);
  }
  return rows;
}
