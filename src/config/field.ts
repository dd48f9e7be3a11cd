import { validate } from 'node-cron';
import { z } from 'zod';
import { timespanMs } from '#domain/timespan.ts';
import { isoDuration, readDuration, secondsIn, wholeDays } from '#domain/written-duration.ts';

// The message of each rule says what is expected, because the report puts "expected" before it.

/** A text that says something. */
export const Words = z.string().trim().min(1);

/** The id of a document. */
export const DocumentId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, { error: 'an id of lower-case words joined by hyphens' });

/** The id of a claim, unique over all documents. */
export const ClaimId = z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/u, {
  error: 'an id of lower-case words joined by dots and hyphens, such as flex.pitr',
});

/** The id of a check or of a measure. */
export const CheckId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, { error: 'an id of lower-case words joined by hyphens' });

/** The name of a part of a statement. */
export const PartName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, { error: 'a name of lower-case words joined by hyphens' });

/** A day that exists, as YYYY-MM-DD. */
export const Day = z.iso.date({ error: 'a date that exists, as YYYY-MM-DD' });

/** An interval of whole days, weeks, months or years, in the ISO-8601 form that `parseDuration` reads. */
export const Interval = z
  .string()
  .refine((text) => wholeDays(text) !== undefined, {
    error:
      'an ISO-8601 duration of days, weeks, months or years, such as P6M or P1Y; or 90d, 2w, 6mo, 1y',
  })
  .transform((text) => wholeDays(text) ?? text);

const LONGEST_SECONDS = 30 * 86_400;

/** A length of time to the second, of thirty days at most; in the ISO-8601 form that `timespanMs` reads. */
export const Timespan = z
  .string()
  .refine((text) => timespan(text) !== undefined, {
    error:
      'an ISO-8601 duration of days, hours, minutes or seconds of at most P30D, such as PT5M or PT4H; or 30s, 5m, 4h, 1d',
  })
  .transform((text) => timespan(text) ?? text);

function timespan(text: string): string | undefined {
  const duration = readDuration(text);
  const seconds = duration === undefined ? 0 : (secondsIn(duration) ?? 0);
  if (duration === undefined || seconds <= 0 || seconds > LONGEST_SECONDS) return undefined;
  return timespanMs(text) === undefined ? isoDuration(duration) : text;
}

/** The id of a subscription, put into lower case. */
export const SubscriptionId = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu, {
    error: 'a subscription id (a GUID)',
  })
  .toLowerCase();

/** A node-cron expression of five fields, or six with seconds. */
export const CronExpression = z.string().refine((text) => validate(text), {
  error: 'a cron expression of five fields (minute hour day month weekday), such as "*/15 * * * *"',
});

/** A name of the IANA time zone database. */
export const TimeZone = z.string().refine((name) => isTimeZone(name), {
  error: 'an IANA time zone, such as Europe/Stockholm or UTC',
});

function isTimeZone(name: string): boolean {
  // An offset such as +02:00 is accepted by Intl but not by the scheduler.
  if (!/^[A-Za-z]/u.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** An https address; Azure is never spoken to in plain text, and neither is an alert destination. */
export const HttpsUrl = z.string().refine((text) => isHttpsUrl(text), {
  error: 'an https:// address without user name or password',
});

function isHttpsUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
}

/** An https address, or an http address of this machine by its literal name: what listens there is no network's business. */
export const AlertUrl = z.string().refine((text) => isHttpsUrl(text) || isLoopbackUrl(text), {
  error: 'an https:// address without user name or password (http:// for this machine alone)',
});

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

function isLoopbackUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'http:') return false;
  return LOOPBACK.includes(url.hostname) && url.username === '' && url.password === '';
}

const SECRET_FORM = 'a secret as { env: NAME } or { file: PATH }, never its value';

/** Where a secret is: in an environment variable or in a file. Its value never stands in the configuration. */
export const SecretReference = z
  .strictObject(
    {
      env: z
        .string()
        .regex(/^[A-Za-z_]\w*$/u, { error: 'the name of an environment variable' })
        .meta({ description: 'Name of the environment variable that holds the secret.' })
        .exactOptional(),
      file: Words.meta({ description: 'Path of the file that holds the secret.' }).exactOptional(),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? SECRET_FORM : undefined) },
  )
  .refine((reference) => (reference.env === undefined) !== (reference.file === undefined), {
    error: 'either env or file, and only one of them',
    params: { within: true },
  })
  .meta({ description: 'A secret: where it is, never its value.' });
export type SecretReference = Readonly<z.infer<typeof SecretReference>>;
