import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';

/** The location is that of the record in Azure: where the server stands, with its databases, nobody says. */
export function placesOf(own: Cell): readonly Place[] {
  const region = own.notUnderstood('Where a SQL Server outside of Azure stands is not said');
  return [
    { kind: 'primary', what: 'SQL Server', region },
    { kind: 'log', what: 'record of it in Azure', region: own.at('location').text() },
  ];
}
