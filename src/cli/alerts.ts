import { ulid } from 'ulid';
import type { Notification } from '#domain/alert.ts';
import { toInstant } from '#domain/instant.ts';
import { configured } from './configured.ts';
import { table } from './table.ts';
import type { Command, CommonOptions } from './workbench.ts';

/** `posture alerts list`: the open alerts, worst first, from the state alone. */
export const alertsList: Command<CommonOptions> = async (workbench, terminal, options) => {
  const state = await workbench.openStateReader(configured(workbench, options));
  const open = (await state?.openAlerts()) ?? [];
  state?.close();
  const rows = open.map((alert) => [
    alert.severity,
    alert.kind,
    alert.openedAt,
    `${alert.members.filter(({ state: now }) => now !== 'over').length} open`,
    alert.members
      .slice(0, 3)
      .map((member) =>
        member.kind === 'finding'
          ? `${member.summary}\n  ${member.finding.resourceId}`
          : member.key,
      )
      .join('\n'),
    alert.id,
  ]);
  terminal.stdout.write(
    rows.length === 0
      ? 'No open alerts.\n'
      : `${table(['severity', 'about', 'since', 'members', 'what', 'id'], rows, terminal.stdout.columns)}\n`,
  );
  return 0;
};

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
