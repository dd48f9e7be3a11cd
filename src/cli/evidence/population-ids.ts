/** The resource ids of `scope/population.csv` as this tool writes it (RFC 4180), in its order; one may stand there several times. */
export function populationIds(csv: string): readonly string[] {
  const ids: string[] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu,
  )) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    const [document, id] = row;
    if (id !== undefined && document !== 'document_id') ids.push(id);
    row = [];
  }
  return ids;
}
