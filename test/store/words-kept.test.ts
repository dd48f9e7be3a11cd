import { describe, expect, it } from 'vitest';
import { commandsFor } from '#alerting/commands.ts';
import { MemberRow } from '#store/alert-rows.ts';
import { NotificationBody } from '#store/notification-rows.ts';
import { member } from '../alerting/policies.ts';
import { notification } from '../harness/notifications.ts';

const words = { fact: 'purge protection is off', property: 'enablePurgeProtection' };

describe('20: what is told is kept as it was decided', () => {
  it('20: a message with its words, its zone and all of its commands', () => {
    const { items } = notification();
    const told = notification({
      items: items.map((item) => ({ ...item, ...words })),
      commands: commandsFor('al_1', 'flex.keys', { command: 'npx posture' }),
      timezone: 'Europe/Stockholm',
    });

    expect(NotificationBody.parse(JSON.parse(JSON.stringify(told)))).toEqual(told);
  });

  it('20: a member with its words, and one of an earlier version without', () => {
    for (const known of [{ ...member(), words }, member()])
      expect(MemberRow.parse(JSON.parse(JSON.stringify(known)))).toEqual(known);
  });
});
