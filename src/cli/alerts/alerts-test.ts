import { testMessages } from '#alerting/messages.ts';
import { configured } from '#cli/configured.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { toInstant } from '#domain/instant.ts';
import { visibleText } from '#domain/visible-text.ts';

/** How long one channel may take. */
const WAIT_MS = 30_000;

/** `posture alerts test`: sends one test notification through every configured channel, or one of them, past the outbox; 1 when a channel refuses. */
export const alertsTest: Command<CommonOptions & { readonly channel?: string }> = async (
  workbench,
  terminal,
  options,
  signal,
) => {
  const configuration = configured(workbench, options);
  const { channels } = await workbench.openOutlets(
    configuration,
    await workbench.createLog(configuration.logLevel),
  );
  const wanted = channels.filter(
    ({ name }) => options.channel === undefined || options.channel === name,
  );
  if (options.channel !== undefined && wanted.length === 0) {
    const names = channels.map(({ name }) => name).join(', ') || 'none';
    throw new ConfigurationError(
      'CLI_UNKNOWN_NAME',
      `There is no channel "${options.channel}"; configured are: ${names}.`,
    );
  }
  const messages = testMessages(wanted, toInstant(workbench.clock.now()), workbench.hash);
  let failed = 0;
  for (const [index, channel] of wanted.entries()) {
    const message = messages[index];
    if (message === undefined) continue;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]);
    const delivery = await channel.deliver(message, limit);
    const isFailed = delivery.outcome === 'failed';
    if (isFailed) failed += 1;
    const said =
      delivery.outcome === 'accepted_unconfirmed'
        ? 'accepted, which does not prove that it arrived: look for it there'
        : delivery.outcome;
    const words = isFailed ? `failed: ${delivery.reason}` : said;
    terminal.stdout.write(visibleText(`${channel.name} (${channel.type}): ${words}`) + '\n');
  }
  if (wanted.length === 0) terminal.stdout.write('No channels are configured.\n');
  return failed === 0 ? 0 : 1;
};
