import { z } from 'zod';
import { ALERT_KINDS } from '#domain/alert.ts';
import { WEEKDAYS } from '#domain/alert-policy.ts';
import { SEVERITIES } from '#domain/severity.ts';
import { CheckId, DocumentId, SubscriptionId, TimeZone, Words } from './field.ts';

const Match = z
  .strictObject({
    kinds: z
      .array(z.enum(ALERT_KINDS))
      .min(1)
      .meta({ description: 'What sort of alert it is.' })
      .exactOptional(),
    severities: z
      .array(z.enum(SEVERITIES))
      .min(1)
      .meta({ description: 'How bad it is.' })
      .exactOptional(),
    documents: z
      .array(DocumentId)
      .min(1)
      .meta({ description: 'Ids of statements.' })
      .exactOptional(),
    claims: z
      .array(Words)
      .min(1)
      .meta({ description: 'Globs of claim ids, such as flex.*' })
      .exactOptional(),
    owners: z
      .array(Words)
      .min(1)
      .meta({ description: 'Globs of who has to vouch for a claim, as the documents name them.' })
      .exactOptional(),
    checks: z.array(CheckId).min(1).meta({ description: 'Ids of checks.' }).exactOptional(),
    subscriptions: z
      .array(SubscriptionId)
      .min(1)
      .meta({ description: 'Subscription ids.' })
      .exactOptional(),
    resourceGroups: z
      .array(Words)
      .min(1)
      .meta({ description: 'Globs of resource group names, compared without case.' })
      .exactOptional(),
    resources: z
      .array(Words)
      .min(1)
      .meta({ description: 'Globs of resource ids, compared without case.' })
      .exactOptional(),
  })
  .meta({
    description:
      'What an alert must be like: every key agrees, one of its values suffices; those about what it speaks of agree with one and the same finding. Absent: everything.',
  });

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, {
  error: 'a time of the day as HH:MM, such as "22:00"',
});

const Quiet = z
  .strictObject({
    timezone: TimeZone.meta({ description: 'IANA time zone in which the times are read.' }),
    from: TimeOfDay.meta({ description: 'When they begin.' }),
    to: TimeOfDay.meta({
      description: 'When they end, on the next day if need be; the same as from: a whole day.',
    }),
    days: z
      .array(z.enum(WEEKDAYS))
      .min(1)
      .meta({ description: 'Days on which they begin; absent: every day.' })
      .exactOptional(),
  })
  .meta({
    description:
      'Only what is critical is told during these hours; the rest comes in one digest when they are over.',
  });

const Names = z.array(Words);

/** Who is told of what. */
export const AlertRouteSetting = z
  .strictObject({
    name: Words.meta({
      description: 'For people; absent: "route 1", "route 2" and so on.',
    }).exactOptional(),
    match: Match.default({}),
    channels: Names.min(1).meta({ description: 'Names of the channels that are told.' }),
    fallback: Names.default([]).meta({
      description:
        'Names of the channels that are told of something critical when one of the others has not accepted it in time.',
    }),
    quiet: Quiet.exactOptional(),
    continue: z.boolean().default(false).meta({ description: 'The routes below count too.' }),
    singleChannel: z.boolean().default(false).meta({
      description: 'It is meant that something critical has one way out only.',
    }),
  })
  .meta({ description: 'The first route that matches counts.' });
