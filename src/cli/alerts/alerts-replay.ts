import { actor } from '#cli/actor.ts';
import { configured } from '#cli/configured.ts';
import type { ListingOptions } from '#cli/listing.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { writeListing } from '#cli/write-listing.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { toInstant } from '#domain/instant.ts';
import type { MessageStatus } from '#domain/outbox-message.ts';
import { visibleText } from '#domain/visible-text.ts';
import { pickId } from './alert-lookup.ts';

interface Options extends CommonOptions, ListingOptions {
  readonly arguments: readonly string[];
  readonly all?: boolean;
  readonly by?: string;
}

/** `posture alerts replay`: lists the messages that will not be tried again, each with the reason; puts one, or all of them, back into their queues. */
export const alertsReplay: Command<Options> = async (workbench, terminal, options) => {
  const by = actor(options.by);
  const [given] = options.arguments;
  if (given !== undefined && options.all === true)
    throw new ConfigurationError('CLI_BAD_OPTION', 'Name one message, or say --all; not both.');
  const state = await workbench.openOperator(configured(workbench, options));
  try {
    const dead = (await state.messages()).filter((one) => one.state === 'dead');
    const ids = dead.map(({ message }) => message.id);
    if (given === undefined && options.all !== true) {
      await writeListing(options, terminal, {
        data: () => ({ deadLetters: dead.map(deadLetter) }),
        text: () =>
          dead.length === 0 ? 'No dead letters.\n' : `${dead.flatMap(deadLines).join('\n')}\n`,
      });
      return 0;
    }
    const at = toInstant(workbench.clock.now());
    const wanted = given === undefined ? ids : [pickId(ids, given, 'dead letter')];
    for (const id of wanted) {
      // False: somebody else was faster.
      if (await state.replay(id, by, at)) terminal.stdout.write(`queued again ${id}\n`);
    }
    if (wanted.length === 0) terminal.stdout.write('No dead letters.\n');
    return 0;
  } finally {
    state.close();
  }
};

function deadLetter({ message, attempts }: MessageStatus) {
  const { id, alertId, channel, notification, createdAt } = message;
  const { kind, title } = notification;
  return { id, alertId, channel, kind, title, createdAt, attempts };
}

function deadLines({ message, attempts }: MessageStatus): readonly string[] {
  const { id, channel, notification, createdAt } = message;
  const last = attempts.at(-1);
  const when = last === undefined ? '' : ` at ${last.at}`;
  const why = last?.reason ?? 'not known';
  return [
    visibleText(`${id}: ${notification.kind} to ${channel}, made ${createdAt}`),
    visibleText(`  ${notification.title}`),
    visibleText(
      `  given up after ${attempts.length === 1 ? 'one try' : `${String(attempts.length)} tries`}${when}: ${why}`,
    ),
  ];
}
