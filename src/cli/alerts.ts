import { ulid } from 'ulid';
import type { Alert, AlertMember, Notification } from '#domain/alert.ts';
import { toInstant } from '#domain/instant.ts';
import { visibleText } from '#domain/visible-text.ts';
import { configured } from './configured.ts';
import type { Command, CommonOptions } from './workbench.ts';

/** `posture alerts list`: the open alerts, worst first, from the state alone. */
export const alertsList: Command<CommonOptions> = async (workbench, terminal, options) => {
  const state = await workbench.openStateReader(configured(workbench, options));
  const open = (await state?.openAlerts()) ?? [];
  state?.close();
  for (const alert of open)
    for (const line of alertLines(alert)) terminal.stdout.write(`${line}\n`);
  if (open.length === 0) terminal.stdout.write('No open alerts.\n');
  return 0;
};

/** How many members of an alert are named. */
const SHOWN = 5;

function alertLines({ id, severity, kind, openedAt, members }: Alert): readonly string[] {
  const open = members.filter(({ state }) => state !== 'over');
  return [
    `${severity} ${kind} since ${openedAt}, ${open.length} open (${id})`,
    ...open.slice(0, SHOWN).map((member) => `  ${memberLine(member)}`),
    ...(open.length > SHOWN ? [`  and ${open.length - SHOWN} more`] : []),
  ];
}

function memberLine(member: AlertMember): string {
  switch (member.kind) {
    case 'finding':
      return visibleText(`${member.finding.claim}: ${member.finding.resourceId}`);
    case 'problem':
      return visibleText(
        `${member.code}${member.subscriptionId === '' ? '' : ` in subscription ${member.subscriptionId}`}, ${member.count} times; claims ${member.claims.map(({ claim }) => claim).join(', ')}`,
      );
    case 'claim':
      return visibleText(`${member.claim}: ${member.reason ?? member.status}`);
  }
}

/** `posture alerts test`: sends one alert through every configured channel, past the outbox; 1 when a channel refuses. */
export const alertsTest: Command<CommonOptions> = async (workbench, terminal, options, signal) => {
  const configuration = configured(workbench, options);
  const { channels } = workbench.openOutlets(
    configuration,
    workbench.createLog(configuration.logLevel),
  );
  const notification = testNotification(toInstant(workbench.clock.now()));
  let failed = 0;
  for (const channel of channels) {
    const delivery = await channel.deliver(
      notification,
      AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
    );
    if (delivery.outcome === 'failed') failed += 1;
    const result = delivery.outcome === 'delivered' ? 'delivered' : `failed: ${delivery.reason}`;
    terminal.stdout.write(`${channel.name} (${channel.type}): ${result}\n`);
  }
  return failed === 0 ? 0 : 1;
};

function testNotification(at: string): Notification {
  const id = `test-${ulid()}`;
  return {
    id,
    alertId: id,
    sequence: 1,
    kind: 'firing',
    about: 'violation',
    severity: 'informational',
    title: 'Test of this channel by posture alerts test; nothing is wrong',
    at,
    openedAt: at,
    who: null,
    claims: [],
    items: [],
    counts: { items: 0, claims: 0, resources: 0, open: 0 },
    where: { subscriptionIds: [], resourceGroups: [] },
    evidence: [],
  };
}
