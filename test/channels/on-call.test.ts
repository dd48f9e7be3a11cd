import { describe, expect, it } from 'vitest';
import { renderCloudEvent } from '#channels/cloud-event.ts';
import { renderEmail } from '#channels/email-message.ts';
import { pagerDutyEvent } from '#channels/pagerduty-events.ts';
import { renderSlackMessage } from '#channels/slack-message.ts';
import { renderTeamsMessage } from '#channels/teams-card.ts';
import { textLines } from '#channels/words-text.ts';
import type { Notification } from '#domain/alert.ts';
import { notification } from '../harness/notifications.ts';
import { parseMail } from './parse-mail.ts';

const ID =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-flex-prod2';
const COMMAND = "az keyvault update --name 'kv-flex-prod2' --enable-purge-protection true";

/** As a night would bring it. */
function page(changes: Partial<Notification> = {}): Notification {
  const [line] = notification().items;
  if (line === undefined) throw new Error('the harness made no line');
  return notification({
    title: 'kv-flex-prod2: purge protection is off (flex.keys)',
    claims: [{ document: 'flex', claim: 'flex.keys', summary: 'Key vaults cannot lose keys.' }],
    items: [
      {
        ...line,
        claim: 'flex.keys',
        check: 'key-vault-purge-protection',
        resourceId: ID,
        fact: 'purge protection is off',
        property: 'enablePurgeProtection',
        from: true,
        to: null,
        expected: true,
        reason: 'Deleted keys and secrets can be purged at once',
        remediation: COMMAND,
      },
    ],
    alertId: 'al_0123456789abcdef',
    link: null,
    commands: {
      show: 'posture alerts show al_0123456789abcdef',
      acknowledge: 'posture alerts ack al_0123456789abcdef',
      silence: "posture alerts silence --alert al_0123456789abcdef --for PT4H --reason '…'",
      explain: 'posture explain flex.keys',
    },
    timezone: 'Europe/Stockholm',
    ...changes,
  });
}

const ORDER = [
  'kv-flex-prod2: purge protection is off',
  'enablePurgeProtection: true → (not set)',
  'Key vaults cannot lose keys.',
  'alice@example.com',
  '3 min 9 s later',
  '--enable-purge-protection true',
  'resource group',
  'posture alerts ack',
];

function isInOrder(text: string): void {
  const places = ORDER.map((words) => text.indexOf(words));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
}

describe('20: what on call reads', () => {
  it('20: in text: what, who and when, then the command, then the rest', () => {
    isInOrder(textLines(page()).join('\n'));
  });

  it('20: in Slack, Teams, PagerDuty and the plain part of a mail in the same order', async () => {
    isInOrder(renderSlackMessage(page()));
    isInOrder(renderTeamsMessage(page()));
    const { payload } = pagerDutyEvent(page()) as { payload: { custom_details: unknown } };
    isInOrder(JSON.stringify(payload.custom_details));
    const mail = await renderEmail(page(), { from: 'p@example.com', to: ['o@example.com'] }, 0);
    const { text, headers } = parseMail(mail.message.toString('utf8'));
    isInOrder(text);
    expect(headers.get('subject')).toBe(
      '[HIGH] kv-flex-prod2: purge protection is off (flex.keys)',
    );
  });

  it('20: names no id four times and no digest at all', async () => {
    const mail = await renderEmail(page(), { from: 'p@example.com', to: ['o@example.com'] }, 0);
    const plain = parseMail(mail.message.toString('utf8')).text;
    const bodies = [textLines(page()).join('\n'), plain, renderSlackMessage(page())];
    bodies.push(renderTeamsMessage(page()), JSON.stringify(pagerDutyEvent(page())['payload']));

    for (const body of bodies) {
      for (const id of [ID, 'al_0123456789abcdef'])
        expect(body.split(id).length - 1, id).toBeLessThanOrEqual(3);
      expect(body).not.toContain('sha256:');
    }
  });

  it('20: says in the summary of an incident what a lock screen has room for', () => {
    const { payload } = pagerDutyEvent(page()) as { payload: { summary: string } };

    expect(payload.summary).toBe(
      '[HIGH] kv-flex-prod2: purge protection is off (flex.keys) · enablePurgeProtection: true → (not set) · by alice@example.com',
    );
  });

  it('20: has the time of the place beside UTC, with its day where that is another', () => {
    const text = textLines(page({ changedAt: '2026-07-01T22:30:05.123Z' })).join('\n');

    expect(text).toContain('changed 2026-07-01T22:30:05Z (2026-07-02 00:30 Europe/Stockholm)');
    expect(text).toContain('first seen 2026-01-01T00:00:00Z (01:00 Europe/Stockholm)');
    expect(textLines(page({ timezone: 'UTC' })).join('\n')).not.toContain('(00:00');
  });

  it('22: has no link and no button where the service serves no page', () => {
    const bare = page({ runbook: null });

    expect(renderSlackMessage(bare)).not.toMatch(/"type":"button"|https?:/u);
    expect(renderTeamsMessage(bare)).not.toContain('Action.OpenUrl');
    expect(pagerDutyEvent(bare)).not.toHaveProperty('links');
    expect(pagerDutyEvent(bare)).not.toHaveProperty('client_url');
    expect(JSON.parse(renderCloudEvent(bare))).toMatchObject({ data: { link: null } });
  });
});
