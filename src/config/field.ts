import { validate } from 'node-cron';
import { z } from 'zod';
import { isZeroDuration, parseDuration } from '#domain/calendar-duration.ts';

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

/** A day that exists, as YYYY-MM-DD. */
export const Day = z.iso.date({ error: 'a date that exists, as YYYY-MM-DD' });

/** An interval of whole days, weeks, months or years. */
export const Interval = z.string().refine((text) => isInterval(text), {
  error: 'an ISO-8601 duration of days, weeks, months or years, such as P6M or P1Y',
});

function isInterval(text: string): boolean {
  const duration = parseDuration(text);
  return duration !== undefined && !isZeroDuration(duration);
}

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
