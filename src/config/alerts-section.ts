import { z } from 'zod';
import { HttpsUrl, SecretReference, Words } from './field.ts';

const LogChannel = z
  .strictObject({
    type: z.literal('log').meta({ description: 'Alerts go to the log, on standard error.' }),
  })
  .meta({ description: 'Writes each alert to the log.' });

const WebhookChannel = z
  .strictObject({
    type: z
      .literal('webhook')
      .meta({ description: 'Alerts go to an https address as CloudEvents.' }),
    name: Words.meta({ description: 'Unique name, shown instead of the address.' }),
    url: z
      .union([SecretReference, HttpsUrl])
      .meta({ description: 'The address, or where it is when it must stay secret.' }),
    secret: SecretReference.meta({
      description: 'Key with which messages are signed (Standard Webhooks).',
    }).exactOptional(),
  })
  .meta({ description: 'Posts each alert to an https address.' });

/** One way out for alerts. */
export const AlertChannelSetting = z.discriminatedUnion('type', [LogChannel, WebhookChannel]);
export type AlertChannelSetting = Readonly<z.infer<typeof AlertChannelSetting>>;

/** Who is told. */
export const AlertsSection = z
  .strictObject({
    channels: z
      .array(AlertChannelSetting)
      .min(1)
      .default([{ type: 'log' }])
      .meta({ description: 'Every alert goes to each of these.' }),
  })
  .default({ channels: [{ type: 'log' }] })
  .meta({ description: 'Who is told when a claim breaks and when it recovers.' });
