import { resolve } from 'node:path';
import type { AlertRoute, AlertTiming } from '#domain/alert-policy.ts';
import { timespanMs } from '#domain/timespan.ts';
import type { AlertChannelSetting } from './alert-channels-section.ts';
import type { AlertsSection } from './alerts-section.ts';
import type { AlertsConfiguration } from './configuration.ts';
import type { SourceReader } from './source-reader.ts';

/** What a message says besides its alert that the section alone does not know. */
export interface AlertSurroundings {
  readonly timezone: string;
  /** How the program is called where the section does not say. */
  readonly command: (said: string | undefined) => string;
}

/** Who is told of what, from a section without mistakes. */
export function assembleAlerts(
  section: AlertsSection,
  reader: SourceReader,
  { timezone, command }: AlertSurroundings,
): AlertsConfiguration {
  const { channels, routes, timing, publicUrl, runbooks, canary, heartbeat, dailyTest } = section;
  return {
    channels: channels.map((channel) => withPlacedFile(channel, reader)),
    policy: {
      routes: routes.map(routeOf),
      defaultChannels: [...new Set(section.default ?? [])],
      timing: timingOf(timing),
      // Paths are appended to it.
      publicUrl: publicUrl?.replace(/\/+$/u, '') ?? null,
      command: command(section.command),
      timezone,
      runbooks,
      canary: canary ?? null,
    },
    heartbeat: heartbeat ?? null,
    dailyTest: dailyTest ?? null,
  };
}

/** The name of a route as messages, held notifications and explanations know it. */
export function routeName(route: AlertsSection['routes'][number], index: number): string {
  return route.name ?? `route ${String(index + 1)}`;
}

function routeOf(route: AlertsSection['routes'][number], index: number): AlertRoute {
  return {
    name: routeName(route, index),
    match: route.match,
    channels: [...new Set(route.channels)],
    fallback: [...new Set(route.fallback)],
    quiet: route.quiet ?? null,
    continue: route.continue,
  };
}

function timingOf(timing: AlertsSection['timing']): AlertTiming {
  return {
    confirmWithinMs: milliseconds(timing.confirmWithin),
    recoverAfterMs: milliseconds(timing.recoverAfter),
    remindAfterMs: milliseconds(timing.remindAfter),
    remindAcknowledgedAfterMs: milliseconds(timing.remindAcknowledgedAfter),
    updateEveryMs: milliseconds(timing.updateEvery),
    fallbackAfterMs: milliseconds(timing.fallbackAfter),
    blindAfterScans: timing.blindAfterScans,
  };
}

function milliseconds(timespan: string): number {
  const found = timespanMs(timespan);
  if (found === undefined) throw new Error(`The schema let "${timespan}" through.`);
  return found;
}

function withPlacedFile(channel: AlertChannelSetting, reader: SourceReader): AlertChannelSetting {
  if (channel.type === 'log' || channel.caFile === undefined) return channel;
  const { caFile } = channel;
  const found = reader.places(caFile).find((place) => reader.exists(place));
  return { ...channel, caFile: resolve(found ?? caFile) };
}
