import { explainRoute } from '#alerting/route.ts';
import { configured } from '#cli/configured.ts';
import { instantOf } from '#cli/instant-option.ts';
import type { ListingOptions } from '#cli/listing.ts';
import { checkNames, documentNames, refuseUnknown } from '#cli/refuse-unknown.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { writeListing } from '#cli/write-listing.ts';
import type { Configuration } from '#config/configuration.ts';
import { ALERT_KINDS } from '#domain/alert.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import type { Claim } from '#domain/document.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { toInstant } from '#domain/instant.ts';
import { SEVERITIES } from '#domain/severity.ts';
import { visibleText } from '#domain/visible-text.ts';
import { oneOf } from './alerts-silence.ts';

interface Options extends CommonOptions, ListingOptions {
  readonly claim?: string;
  readonly severity?: string;
  readonly document?: string;
  readonly check?: string;
  readonly owner?: string;
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly resource?: string;
  readonly kind: string;
  readonly at?: string;
}

/** `posture alerts route`: who would be told of such an alert, and why; nothing is sent. What a claim says of itself need not be repeated. */
export const alertsRoute: Command<Options> = async (workbench, terminal, options) => {
  const configuration = configured(workbench, options);
  const known = options.claim === undefined ? undefined : claimOf(configuration, options.claim);
  const severity = options.severity ?? known?.claim.severity;
  if (severity === undefined)
    throw new ConfigurationError('CLI_BAD_OPTION', 'Say at least --claim or --severity.');
  const given = (value: string | undefined): readonly string[] =>
    value === undefined ? [] : [value];
  refuseUnknown('--document', given(options.document), documentNames(configuration));
  refuseUnknown('--check', given(options.check), checkNames(workbench, configuration));
  const checks = options.check ?? known?.claim.verify.map(({ check }) => check);
  const subject = {
    kind: oneOf(ALERT_KINDS, options.kind, '--kind'),
    severity: oneOf(SEVERITIES, severity, '--severity'),
    documents: given(options.document ?? known?.document),
    claims: given(options.claim),
    owners: given(options.owner ?? known?.claim.attest?.owner),
    checks: typeof checks === 'string' ? [checks] : (checks ?? []),
    subscriptions: given(options.subscription?.toLowerCase()),
    resourceGroups: given(options.resourceGroup),
    resources: given(options.resource),
  };
  const at =
    options.at === undefined
      ? toInstant(workbench.clock.now())
      : instantOf('--at', options.at, configuration);
  const { lines, ...decided } = explainRoute(policyOf(configuration), subject, at);
  await writeListing(options, terminal, {
    data: () => ({ at, subject, ...decided, because: lines }),
    text: () => lines.map((line) => `${visibleText(line)}\n`).join(''),
  });
  return 0;
};

/** Without opening the channels: who would be told can be asked where the secrets are not. */
function policyOf({ alerts }: Configuration): AlertPolicy {
  const channels = alerts.channels.map((setting) => ({
    name: setting.type === 'log' ? 'log' : setting.name,
    type: setting.type,
    pages: setting.type !== 'log' && setting.pages,
    destinationVersion: '',
  }));
  return { ...alerts.policy, channels };
}

function claimOf(
  { documents }: Configuration,
  id: string,
): { readonly document: string; readonly claim: Claim } {
  for (const { statement } of documents) {
    const claim = statement.claims.find((one) => one.id === id);
    if (claim !== undefined) return { document: statement.id, claim };
  }
  throw new ConfigurationError(
    'CLI_UNKNOWN_NAME',
    `"${id}" is no claim of a configured document; posture claims names them.`,
  );
}
