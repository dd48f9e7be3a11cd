import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAlertmanagerWebhook } from '#channels/alertmanager-webhook.ts';
import { jiraAlertRequest } from '#channels/jira-service-management-alerts.ts';
import { pagerDutyChange, pagerDutyEvent } from '#channels/pagerduty-events.ts';
import { serviceNowEvents } from '#channels/servicenow-event.ts';
import type { Notification } from '#domain/alert.ts';
import { visibleText } from '#domain/visible-text.ts';
import { author } from '../harness/findings.ts';
import { notification } from '../harness/notifications.ts';
import { sharedIsHere } from '../harness/shared.ts';
import { anyNotification } from './any-notification.ts';
import { KINDS } from './hostile-corpus.ts';
import { schemaCheck } from './schemas.ts';

/** To shorten texts of this size would take minutes; the seed makes the same ones again. */
const QUICK = { endOnFailure: true };
const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const RUNS = 80;
const NAMING = { source: 'azure-posture-monitor', node: null };
const KEY = '0'.repeat(32);

/** Each body that leaves for a receiver, the schema it must follow, and what no schema can say. */
const BODIES: readonly {
  readonly name: string;
  readonly schema: string;
  readonly render: (told: Notification) => unknown;
  readonly limit: (body: string) => boolean;
}[] = [
  {
    name: 'PagerDuty event',
    schema: 'pagerduty-events-v2.schema.json',
    render: (told) => ({ routing_key: KEY, ...pagerDutyEvent(told) }),
    limit: (body) => Buffer.byteLength(body) <= 512_000,
  },
  {
    name: 'PagerDuty change',
    schema: 'pagerduty-events-v2.schema.json',
    render: (told) => {
      const who = told.who ?? author();
      return { routing_key: KEY, ...pagerDutyChange({ ...told, kind: 'updated', who }) };
    },
    limit: (body) => Buffer.byteLength(body) <= 512_000,
  },
  {
    name: 'JSM alert',
    schema: 'jsm-ops-alert.schema.json',
    render: (told) => ({
      // What acts on an alert has some of the members of what creates it.
      message: '-',
      alias: '-',
      ...jiraAlertRequest(told, [{ type: 'team', id: 't-1' }]).body,
    }),
    limit: () => true,
  },
  {
    name: 'ServiceNow event',
    schema: 'servicenow-em-jsonv2.schema.json',
    render: (told) => serviceNowEvents(told, NAMING),
    limit: (body) => fieldsOf(body).every((field) => field.length <= 4_000),
  },
  {
    name: 'Alertmanager webhook',
    schema: 'alertmanager-webhook-v4.schema.json',
    render: (told) => JSON.parse(renderAlertmanagerWebhook(told)),
    limit: (body) => Buffer.byteLength(body) <= 20_000,
  },
];

/** The members of the first record. */
function fieldsOf(body: string): readonly string[] {
  const { records } = JSON.parse(body) as { records: readonly Record<string, string>[] };
  return Object.values(records[0] ?? {});
}

describe(`bodies for receivers that page (seed ${String(SEED)})`, () => {
  it.each(BODIES)('$name: never over its limit, nothing hidden in it (A17, A18)', (row) => {
    fc.assert(
      fc.property(anyNotification, (told) => {
        const body = JSON.stringify(row.render(told));

        expect(row.limit(body)).toBe(true);
        for (const text of textsOf(JSON.parse(body))) {
          // Lines are divided by line feeds, and a field of ServiceNow is JSON in itself; nothing else may hide.
          expect(visibleText(text.replaceAll('\n', ' '))).toBe(text.replaceAll('\n', ' '));
        }
      }),
      { seed: SEED, numRuns: RUNS, ...QUICK },
    );
  });

  it('ServiceNow: what belongs beside the fields is whole JSON at any size', () => {
    fc.assert(
      fc.property(anyNotification, (told) => {
        const { records } = serviceNowEvents(told, NAMING) as {
          records: readonly { additional_info: string }[];
        };

        const information: unknown = JSON.parse(records[0]?.additional_info ?? '');
        expect(information).toHaveProperty('severity');
      }),
      { seed: SEED, numRuns: RUNS, ...QUICK },
    );
  });

  describe.skipIf(!sharedIsHere)('(left out without the shared material)', () => {
    it.each(BODIES)('$name: follows its schema, whatever is told (A18)', ({ schema, render }) => {
      const check = schemaCheck(schema);

      for (const kind of KINDS) expect(check(render(notification({ kind })))).toEqual([]);
      fc.assert(
        fc.property(anyNotification, (told) => {
          expect(check(render(told))).toEqual([]);
        }),
        { seed: SEED, numRuns: RUNS, ...QUICK },
      );
    });
  });
});

/** Every text in a value, names of members too. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...textsOf(member)]);
}
