import { ulid } from 'ulid';
import { matches } from '#alerting/matches.ts';
import { actor } from '#cli/actor.ts';
import { configured } from '#cli/configured.ts';
import { checkNames, documentNames, refuseUnknown } from '#cli/refuse-unknown.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { ALERT_KINDS } from '#domain/alert.ts';
import type { AlertMatch } from '#domain/alert-policy.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { toInstant } from '#domain/instant.ts';
import { SEVERITIES } from '#domain/severity.ts';
import type { Silence } from '#domain/silence.ts';
import { visibleText } from '#domain/visible-text.ts';
import { DURATION_FORMS, readDuration, secondsIn } from '#domain/written-duration.ts';
import { findAlert, pickId } from './alert-lookup.ts';
import { silenceWords } from './alert-words.ts';

/** Source: alerting requirements, A10. */
const LONGEST_SECONDS = 30 * 86_400;

interface SilenceOptions extends CommonOptions {
  readonly alert?: string;
  readonly claim?: readonly string[];
  readonly document?: readonly string[];
  readonly check?: readonly string[];
  readonly owner?: readonly string[];
  readonly subscription?: readonly string[];
  readonly resourceGroup?: readonly string[];
  readonly resource?: readonly string[];
  readonly severity?: readonly string[];
  readonly kind?: readonly string[];
  readonly for: string;
  readonly reason: string;
  readonly ticket?: string;
  readonly by?: string;
}

/** `posture alerts silence`: for a time, nobody is told of what matches. Durable before it says so. */
export const alertsSilence: Command<SilenceOptions> = async (workbench, terminal, options) => {
  const by = actor(options.by);
  const match = matchOf(options);
  const lastsMs = lastsOf(options.for);
  const reason = options.reason.trim();
  if (reason === '') throw badOption('--reason must say why.');
  if (options.alert === undefined && Object.keys(match).length === 0) {
    throw badOption(
      'Say what is to be silent: at least one of --alert, --claim, --document, --check, --owner, --subscription, --resource-group, --resource, --severity, --kind.',
    );
  }
  const configuration = configured(workbench, options);
  refuseUnknown('--document', options.document, documentNames(configuration));
  refuseUnknown('--check', options.check, checkNames(workbench, configuration));
  const state = await workbench.openOperator(configuration);
  try {
    const alertId = options.alert === undefined ? null : (await findAlert(state, options.alert)).id;
    const now = workbench.clock.now();
    const silence: Silence = {
      id: `si_${ulid()}`,
      match,
      alertId,
      by,
      reason,
      ticket: options.ticket ?? null,
      createdAt: toInstant(now),
      expiresAt: toInstant(now + lastsMs),
      endedAt: null,
      warnedAt: null,
    };
    await state.addSilence(silence);
    const open = await state.openAlerts();
    const muted = open.filter(
      (alert) => (alertId === null || alert.id === alertId) && matches(match, alert),
    );
    const which = muted.length === 0 ? '' : ` (${muted.map(({ id }) => id).join(', ')})`;
    terminal.stdout.write(
      `silenced ${silence.id} until ${silence.expiresAt}: ${silenceWords(silence)}\n` +
        `it matches ${String(muted.length)} of ${String(open.length)} open alerts now${which}\n`,
    );
    return 0;
  } finally {
    state.close();
  }
};

/** `posture alerts unsilence ID`: ends a silence before its time. */
export const alertsUnsilence: Command<
  CommonOptions & { readonly arguments: readonly string[]; readonly by?: string }
> = async (workbench, terminal, options) => {
  const by = actor(options.by);
  const state = await workbench.openOperator(configured(workbench, options));
  try {
    const at = toInstant(workbench.clock.now());
    const inForce = (await state.silences(at)).map(({ id }) => id);
    const id = pickId(inForce, options.arguments[0] ?? '', 'silence in force');
    if (!(await state.endSilence(id, by, at)))
      throw badOption(`The silence ${id} is over already.`);
    terminal.stdout.write(`ended ${id} by ${visibleText(by)}\n`);
    return 0;
  } finally {
    state.close();
  }
};

function lastsOf(text: string): number {
  const duration = readDuration(text);
  const seconds = duration === undefined ? undefined : secondsIn(duration);
  if (duration === undefined)
    throw badOption(`--for "${text}" is no duration; write ${DURATION_FORMS}.`);
  if (seconds === undefined)
    throw badOption(
      `--for "${text}": how long a month lasts depends on when it begins; write 30d.`,
    );
  if (seconds <= 0 || seconds > LONGEST_SECONDS)
    throw badOption(`--for "${text}" must last longer than nothing and 30 days at most.`);
  return seconds * 1000;
}

function matchOf(options: SilenceOptions): AlertMatch {
  const { claim, document, check, owner, subscription, resourceGroup, resource } = options;
  return {
    ...(options.kind && { kinds: options.kind.map((one) => oneOf(ALERT_KINDS, one, '--kind')) }),
    ...(options.severity && {
      severities: options.severity.map((one) => oneOf(SEVERITIES, one, '--severity')),
    }),
    ...(document && { documents: document }),
    ...(claim && { claims: claim }),
    ...(check && { checks: check }),
    ...(owner && { owners: owner }),
    ...(subscription && { subscriptions: subscription.map((id) => id.toLowerCase()) }),
    ...(resourceGroup && { resourceGroups: resourceGroup }),
    ...(resource && { resources: resource }),
  };
}

/** The word, if it is one of those that there are; throws a ConfigurationError otherwise. */
export function oneOf<T extends string>(words: readonly T[], given: string, option: string): T {
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  throw badOption(`${option} "${given}" is none of ${words.join(', ')}.`);
}

function badOption(message: string): ConfigurationError {
  return new ConfigurationError('CLI_BAD_OPTION', message);
}
