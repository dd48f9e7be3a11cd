import { z } from 'zod';

/** Of a database's own answer what tells whether it sleeps. Source: Microsoft.Sql/servers/databases, 2025-01-01. */
const Sleeper = z.object({
  /** `v12.0,user,vcore,serverless`, … */
  kind: z.string().nullish(),
  sku: z.object({ name: z.string().nullish(), tier: z.string().nullish() }).nullish(),
  properties: z
    .object({
      /** `Online`, `Paused`, `Resuming`, … */
      status: z.string().nullish(),
      /** Minutes without activity after which a serverless database pauses; -1: never. */
      autoPauseDelay: z.number().nullish(),
      /** Since when it is paused; absent while it is online. */
      pausedDate: z.string().nullish(),
      /** When it last resumed; Azure may leave it out while it is paused. */
      resumedDate: z.string().nullish(),
    })
    .nullish(),
});

/** The read whose answer says whether a database sleeps. */
export const TELLS_SLEEP = 'sqlDatabase';

/** Whether reading a setting of a database could resume it. */
export type Wakefulness =
  /** It has no auto-pause: nothing that is read of it resumes it. */
  | { readonly state: 'never-sleeps' }
  /** Online now, and it may pause by itself. */
  | { readonly state: 'awake'; readonly resumedDate: string | undefined }
  | {
      readonly state: 'asleep';
      /** Azure's word; undefined: it says none. */
      readonly status: string | undefined;
      readonly pausedDate: string | undefined;
      readonly resumedDate: string | undefined;
    };

// What sleeps is woken by a question, so the doubt is decided for sleep: a state that Azure added since is not taken for awake.
const AWAKE: ReadonlySet<string> = new Set(['online', 'resuming', 'scaling']);
const ASLEEP: ReadonlySet<string> = new Set(['paused', 'pausing']);

/**
 * Says by a database's own answer whether it sleeps. A dedicated SQL pool pauses and resumes by hand alone, so nothing that is read
 * wakes it. Source: Microsoft.Sql/servers/databases, 2025-01-01; "Serverless compute tier for Azure SQL Database", auto-pause and
 * auto-resume.
 */
export function wakefulnessOf(database: unknown): Wakefulness {
  const read = Sleeper.safeParse(database);
  // What is not understood may sleep: the doubt is decided for sleep.
  if (!read.success)
    return { state: 'asleep', status: undefined, pausedDate: undefined, resumedDate: undefined };
  const { kind, sku, properties } = read.data;
  const kinds = (kind ?? '').toLowerCase().split(',');
  if (kinds.includes('datawarehouse') || sku?.tier?.toLowerCase() === 'datawarehouse')
    return { state: 'never-sleeps' };
  const status = properties?.status?.toLowerCase() ?? '';
  const delay = properties?.autoPauseDelay ?? undefined;
  const isServerless = kinds.includes('serverless') || /^gp_s_/iu.test(sku?.name ?? '');
  const maySleep = delay === undefined ? isServerless : delay >= 0;
  const resumedDate = properties?.resumedDate ?? undefined;
  if (ASLEEP.has(status) || (maySleep && !AWAKE.has(status))) {
    return {
      state: 'asleep',
      status: properties?.status ?? undefined,
      pausedDate: properties?.pausedDate ?? undefined,
      resumedDate,
    };
  }
  return maySleep ? { state: 'awake', resumedDate } : { state: 'never-sleeps' };
}

/** Whether a resource of the inventory may be a database that pauses by itself; the inventory does not say more than its kind and size. */
export function mayBeServerless(resource: {
  readonly kind?: string | null | undefined;
  readonly sku?: { readonly name?: string | null | undefined } | null | undefined;
}): boolean {
  return (
    (resource.kind ?? '').toLowerCase().split(',').includes('serverless') ||
    /^gp_s_/iu.test(resource.sku?.name ?? '')
  );
}
