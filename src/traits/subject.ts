/**
 * What rests in a resource, in the words of the statements.
 * - `database`, `files`, `blobs`, `disk`, `machine`, `messages`, `index`, `cache`: customer data of that kind
 * - `telemetry`: records about what people did; `keys`: keys, secrets and certificates; `copies`: backups of other resources
 * - `code`: what runs, and its settings; `nothing`: no customer data
 */
export const HOLDS = [
  'database',
  'files',
  'blobs',
  'disk',
  'machine',
  'messages',
  'index',
  'cache',
  'telemetry',
  'keys',
  'copies',
  'code',
  'nothing',
] as const;
export type Holds = (typeof HOLDS)[number];

/** What a sentence asks of a resource type before it asks anything else. */
export interface Subject {
  readonly holds: Holds;
  /** Whether clients talk to it. */
  readonly serves: 'clients' | 'nobody';
  /** Customer data passes through it or is worked on there, although nothing rests in it and no client talks to it. */
  readonly passes?: true;
  /** Who runs what is below it: `owner` for machines, `cluster` where the provider runs the control plane alone. */
  readonly runs: 'provider' | 'owner' | 'cluster';
}

/**
 * What customers store: what is backed up and held in a second region for their sake. Not `keys`: soft delete keeps them, which
 * `key-protection` asks after; not `telemetry` and `code`: they are about the service or its making, and are made anew.
 */
export const CUSTOMER_DATA: readonly Holds[] = [
  'database',
  'files',
  'blobs',
  'disk',
  'machine',
  'messages',
  'index',
  'cache',
];

/** What sentences on full, differential, log and long-term backups speak of. */
export const DATABASES: readonly Holds[] = ['database'];

/** "Every data store": whatever holds customer data. */
export function holdsData({ holds }: Subject): boolean {
  return holds !== 'nothing';
}

/** "Stores or processes": what holds data, and what it passes through on its way. */
export function touchesData({ holds, serves, passes }: Subject): boolean {
  return holds !== 'nothing' || serves === 'clients' || passes === true;
}
