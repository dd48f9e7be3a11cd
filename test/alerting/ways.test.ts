import { describe, expect, it } from 'vitest';
import { waysOf } from '#alerting/ways.ts';
import type { Alert } from '#domain/alert.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import { alert, CHAT, LOG, policy, route } from './policies.ts';

const TO_CHAT = policy({ routes: [route(['slack', 'log'])] });

function trouble(code: string): Alert {
  return alert({ kind: 'blind', cause: { kind: 'monitor', code } }, []);
}

function names(given: AlertPolicy, of: Alert): string[] {
  return waysOf(given, of).map(({ channel }) => channel.name);
}

describe('A22: that messages do not arrive on a channel', () => {
  it('is told on the other channels of its route', () => {
    const both = policy({ routes: [route(['slack', 'email'])] });

    expect(names(both, trouble('DeliveryFailed:slack'))).toEqual(['email']);
  });

  it('is told on all other channels when its route names no other one besides the log', () => {
    expect(names(TO_CHAT, trouble('DeliveryFailed:slack'))).toEqual(['pagerduty', 'email', 'log']);
  });

  it('is told there all the same when there is nothing else', () => {
    expect(names({ ...TO_CHAT, channels: [CHAT] }, trouble('DeliveryFailed:slack'))).toEqual([
      'slack',
    ]);
    expect(names({ ...TO_CHAT, channels: [CHAT, LOG] }, trouble('DeliveryFailed:slack'))).toEqual([
      'log',
    ]);
  });

  it.each([trouble('DiskSpace'), trouble('DeliveryFailed:email'), alert()])(
    'changes nothing for other alerts',
    (other) => {
      expect(names(TO_CHAT, other)).toEqual(['slack', 'log']);
    },
  );
});
