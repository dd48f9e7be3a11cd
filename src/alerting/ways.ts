import type { Alert } from '#domain/alert.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import { routedAlert, routesOf, type Way } from './route.ts';

/** What the monitor calls it when a channel refuses what it is sent; the channel's name follows. */
const FAILING = 'DeliveryFailed:';

/**
 * The ways of an alert, as its routes say. That messages do not arrive on a channel is never told on that channel alone (A22): when
 * the routes name no other one besides the log, all others are told.
 */
export function waysOf(policy: AlertPolicy, alert: Alert): readonly Way[] {
  const ways = routesOf(policy, routedAlert(alert));
  const { cause } = alert;
  if (cause.kind !== 'monitor' || !cause.code.startsWith(FAILING)) return ways;
  const failing = cause.code.slice(FAILING.length);
  const others = ways.filter(({ channel }) => channel.name !== failing);
  if (others.some(({ channel }) => channel.type !== 'log')) return others;
  const rest = policy.channels.filter(({ name }) => name !== failing);
  if (rest.length === 0) return ways;
  return rest.map((channel) => ({ channel, routes: [], fallback: [] }));
}
