import type { Cell } from '#traits/cell.ts';
import type { LogStream } from '#traits/log-stream.ts';
import type { Place } from '#traits/place.ts';
import { beside, type Translation } from '#traits/trait.ts';
import { logPlaces, logStream } from '../diagnostic-settings.ts';
import { supposedServices } from './services.ts';

/** One service of an account: its diagnostic settings and, where only something in it makes records, what lies in it. */
interface Service {
  readonly what: string;
  readonly settings: Cell;
  readonly contents?: Cell;
}

/** Categories of each service. Source: azure-facts §9; type-facts, storage variants. */
const CATEGORIES = ['storageread', 'storagewrite', 'storagedelete'] as const;
const WORDS = { storageread: 'reads', storagewrite: 'writes', storagedelete: 'deletions' } as const;

/** Cells of the diagnostic settings, by service, and of the lists of what lies in them. */
export interface Settings {
  readonly blobs: Cell;
  readonly files: Cell;
  readonly tables: Cell;
  readonly queues: Cell;
}

/** Whether reads, writes and deletions are recorded in each service that holds anything. */
export function logsOf(
  account: Cell,
  settings: Settings,
  contents: Omit<Settings, 'blobs'>,
): Translation<LogStream> {
  const streams = servicesWith(account, settings, contents).flatMap((service) =>
    CATEGORIES.flatMap((category) => streamsOf(service, category)),
  );
  return streams.length === 0 ? beside('The account holds nothing that could be read') : streams;
}

/** Where the records of any service go, each place once; of what could not be read, that. */
export function logPlacesOf(account: Cell, settings: Settings): readonly Place[] {
  const places = servicesWith(account, settings).flatMap((service) => logPlaces(service.settings));
  const known = new Map(
    places.map((place, index) => [place.resource?.toLowerCase() ?? index, place]),
  );
  return [...known.values()];
}

function servicesWith(
  account: Cell,
  { blobs, files, tables, queues }: Settings,
  contents?: Omit<Settings, 'blobs'>,
): readonly Service[] {
  const has = supposedServices(account);
  const withContents = (cell: Cell | undefined) => (cell === undefined ? {} : { contents: cell });
  return [
    ...(has.blobs === 'none' ? [] : [{ what: 'blobs', settings: blobs }]),
    ...(has.files
      ? [{ what: 'file shares', settings: files, ...withContents(contents?.files) }]
      : []),
    ...(has.tables
      ? [{ what: 'tables', settings: tables, ...withContents(contents?.tables) }]
      : []),
    ...(has.queues
      ? [{ what: 'queues', settings: queues, ...withContents(contents?.queues) }]
      : []),
  ];
}

function streamsOf(
  { what, settings, contents }: Service,
  category: (typeof CATEGORIES)[number],
): readonly LogStream[] {
  const stream = logStream(settings, {
    what: `${WORDS[category]} of ${what}`,
    carry: [category],
    other: CATEGORIES.filter((other) => other !== category),
  });
  const isWritten = stream.state.said && stream.state.value === 'written';
  const rows = contents?.list();
  if (isWritten || rows === undefined) return [stream];
  if (!rows.said) return [{ ...stream, state: rows }];
  // Nobody reads what is not there.
  return rows.value.length === 0 ? [] : [stream];
}
