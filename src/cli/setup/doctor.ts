import { createHash } from 'node:crypto';
import { configured } from '#cli/configured.ts';
import type { ListingOptions } from '#cli/listing.ts';
import { scannerOf } from '#cli/scan/scanner-of.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { writeListing } from '#cli/write-listing.ts';
import { visibleText } from '#domain/visible-text.ts';
import { diagnose, type Trial, type UnreadList } from '#scan/diagnose.ts';

/** `posture doctor`: tries every read that the claims need; 0 all can be read, 2 something can not, 4 no sign-in. Keeps nothing. */
export const doctor: Command<CommonOptions & ListingOptions> = async (
  workbench,
  terminal,
  options,
  signal,
) => {
  const configuration = configured(workbench, options);
  const log = await workbench.createLog(configuration.logLevel);
  const keeper = {
    keep: ({ body }: { readonly body: string }) =>
      `sha256:${createHash('sha256').update(body).digest('hex')}` as const,
  };
  const connection = await workbench.connect(configuration, keeper, log);
  try {
    const { tenantId, subscriptions, problems } = await diagnose(
      await scannerOf(workbench, connection, configuration, keeper, log),
      configuration,
      signal,
    );
    const told: string[] = [];
    told.push(
      `Signed in to ${connection.resourceManager} (${configuration.azure.credential}), tenant ${tenantId ?? 'not known'}\n`,
    );
    for (const problem of problems) told.push(`problem: ${problem}\n`);
    let unreadable = problems.length;
    for (const { inventory, trials, unlisted } of subscriptions) {
      told.push(
        `\nSubscription ${inventory.name ?? inventory.id} (${inventory.id}): ${inventory.status}, ${inventory.entries.length} resources\n`,
      );
      for (const { code, message, permission } of inventory.problems) {
        unreadable += 1;
        told.push(
          `  problem  ${code}: ${message}${permission === null ? '' : ` Grant ${permission}.`}\n`,
        );
      }
      unreadable += unlisted.length;
      for (const list of unlisted) for (const line of listLines(list)) told.push(`${line}\n`);
      unreadable += trials.filter(({ problem }) => problem !== null).length;
      for (const trial of trials) for (const line of problemLines(trial)) told.push(`${line}\n`);
      const readable = trials.filter(
        ({ problem, triedOn }) => problem === null && triedOn !== null,
      );
      const untried = trials.filter(({ triedOn }) => triedOn === null);
      told.push(namesLine('readable', readable));
      told.push(namesLine('nothing to try it on', untried));
    }
    told.push(
      unreadable === 0
        ? '\nEverything that the claims need can be read.\n'
        : `\n${unreadable} things could not be read.\n`,
    );
    await writeListing(options, terminal, {
      data: () => ({
        signedInTo: connection.resourceManager,
        tenantId,
        problems,
        subscriptions: subscriptions.map(({ inventory, trials, unlisted }) => ({
          id: inventory.id,
          name: inventory.name,
          status: inventory.status,
          resources: inventory.entries.length,
          problems: inventory.problems,
          trials,
          unlisted,
        })),
        unreadable,
      }),
      text: () => told.join(''),
    });
    return unreadable === 0 ? 0 : 2;
  } finally {
    await connection.close();
  }
};

/** What cannot be read, on what it was tried, what would mend it, and the claims that are unverified until then. */
function problemLines({ name, triedOn, problem, claims }: Trial): readonly string[] {
  if (problem === null) return [];
  return [
    `  problem  ${problem.code}: ${name}`,
    `    tried    ${triedOn ?? ''}`,
    ...(problem.permission === null ? [] : [`    grant    ${problem.permission}`]),
    `    because  ${visibleText(problem.detail)}`,
    `    claims   ${claims.join(', ')}`,
  ];
}

/** A list that names resources: what it would have named is not known, and neither are the claims about such resources. */
function listLines({ childType, parentId, why, claims }: UnreadList): readonly string[] {
  return [
    `  problem  ${why.code}: the list of ${childType}`,
    `    tried    ${parentId}`,
    ...(why.permission === null ? [] : [`    grant    ${why.permission}`]),
    `    because  ${visibleText(why.detail)}`,
    `    claims   ${claims.join(', ')}`,
  ];
}

function namesLine(what: string, trials: readonly Trial[]): string {
  if (trials.length === 0) return '';
  return `  ${what} (${trials.length}): ${trials.map(({ name }) => name).join(', ')}\n`;
}
