import { z } from 'zod';
import { AlertChannelSetting } from './alert-channels-section.ts';
import { AlertRouteSetting } from './alert-routes-section.ts';
import {
  AlertUrl,
  ClaimId,
  CronExpression,
  HttpsUrl,
  SecretReference,
  Timespan,
  Words,
} from './field.ts';
import { proxySetting } from './proxy-section.ts';

const TimingSection = z
  .strictObject({
    confirmWithin: Timespan.default('PT30S').meta({
      description: 'How long a second, direct read may take before an alert fires without it.',
    }),
    recoverAfter: Timespan.default('PT5M').meta({
      description: 'How long everything must pass before an alert is over.',
    }),
    remindAfter: Timespan.default('PT4H').meta({
      description: 'When people are told again of what still stands.',
    }),
    remindAcknowledgedAfter: Timespan.default('P1D').meta({
      description: 'The same for what somebody has acknowledged.',
    }),
    updateEvery: Timespan.default('PT5M').meta({
      description: 'The least time between two messages about an alert that goes on.',
    }),
    fallbackAfter: Timespan.default('PT5M').meta({
      description: 'When the fallback is told of something critical that was not accepted.',
    }),
    blindAfterScans: z.int().min(1).max(100).default(2).meta({
      description: 'After how many scans running what cannot be read is told.',
    }),
  })
  .prefault({})
  .meta({ description: 'Times of an alert, as ISO-8601 durations such as PT5M.' });

const Runbook = z
  .strictObject({
    claims: Words.meta({ description: 'Glob of claim ids, such as flex.*' }),
    url: HttpsUrl.meta({ description: 'Address of the page.' }),
  })
  .meta({ description: 'What to read when these claims break. The first that matches counts.' });

const Heartbeat = z
  .strictObject({
    url: z.union([SecretReference, AlertUrl]).meta({
      description: 'The address, or where it is; `/fail` is appended when something is wrong.',
    }),
  })
  .meta({
    description:
      'Called after each whole scan that did what it should, by a service that complains when it is not.',
  });

const DailyTest = z
  .strictObject({
    schedule: CronExpression.default('0 9 * * 1-5').meta({
      description: 'When, as a node-cron expression in the time zone of the schedules.',
    }),
    channels: z.array(Words).min(1).meta({ description: 'Names of the channels that are tried.' }),
  })
  .meta({ description: 'A test message by schedule proves that the way is open.' });

/** Who is told of what. */
export const AlertsSection = z
  .strictObject({
    channels: z
      .array(AlertChannelSetting)
      .min(1)
      .default([{ type: 'log' }])
      .meta({ description: 'The ways out. Without routes every alert goes to each of these.' }),
    routes: z
      .array(AlertRouteSetting)
      .default([])
      .meta({ description: 'Who is told of what; absent: every channel of everything.' }),
    default: z
      .array(Words)
      .min(1)
      .meta({ description: 'Names of the channels that are told of what no route matches.' })
      .exactOptional(),
    timing: TimingSection,
    command: Words.meta({
      description:
        'How the program is called where the service runs, for the commands that messages print; default: `posture` where it is on the PATH (in the image), else `npx posture`.',
    }).exactOptional(),
    publicUrl: AlertUrl.meta({
      description:
        'Address under which people reach the service; messages link to what it serves there, which is no page yet.',
    }).exactOptional(),
    proxy: proxySetting(
      'channels over HTTP, the heartbeat, the links of statements and time stamps; mail goes directly',
    ).exactOptional(),
    runbooks: z.array(Runbook).default([]).meta({ description: 'Pages that messages name.' }),
    canary: ClaimId.meta({
      description:
        'Id of a claim that must be broken in every scan: nobody is told of it, but of its holding.',
    }).exactOptional(),
    heartbeat: Heartbeat.exactOptional(),
    dailyTest: DailyTest.exactOptional(),
  })
  .prefault({})
  .meta({ description: 'Who is told when a claim breaks and when it recovers.' });
export type AlertsSection = Readonly<z.output<typeof AlertsSection>>;
