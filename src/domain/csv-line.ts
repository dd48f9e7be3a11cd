/**
 * One line of CSV by RFC 4180, CRLF at its end. A cell that a spreadsheet would take for a formula (it starts with `= + - @`,
 * tab or carriage return) gets an apostrophe in front: the reader of such a cell drops the first character.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
