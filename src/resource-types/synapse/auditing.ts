import type { Cell } from '#traits/cell.ts';
import type { LogStream } from '#traits/log-stream.ts';
import type { Place } from '#traits/place.ts';
import { map } from '#traits/said.ts';
import { logStream } from '../diagnostic-settings.ts';

const AUDIT = {
  what: 'audit events of SQL',
  carry: ['sqlsecurityauditevents'],
  other: [
    'builtinsqlreqsended',
    'gatewayapirequests',
    'integrationactivityruns',
    'integrationpipelineruns',
    'integrationtriggerruns',
    'synapselinkevent',
    'synapserbacoperations',
  ],
} as const;

/**
 * Audit events of a workspace's SQL: to Azure Monitor while a diagnostic setting carries them, or into a storage account. Source:
 * Microsoft.Synapse/workspaces/auditingSettings, 2021-06-01; type-facts-data §1.
 */
export function auditOf(auditing: Cell, settings: Cell): LogStream {
  const { what } = AUDIT;
  const state = auditing.at('properties/state').oneOf({ Enabled: true, Disabled: false } as const);
  if (!state.said) return { what, state, to: [] };
  if (!state.value) return { what, state: map(state, () => 'not-written'), to: [] };
  const monitor = auditing
    .at('properties/isAzureMonitorTargetEnabled')
    .oneOf(
      { true: true, false: false },
      { means: false, source: 'isAzureMonitorTargetEnabled: off unless it is set' },
    );
  if (!monitor.said) return { what, state: monitor, to: [] };
  if (monitor.value) return logStream(settings, AUDIT);
  return { what, state: map(state, () => 'written'), to: auditPlaces(auditing) };
}

/** The storage account that audit events are written to: Azure tells its address alone. */
export function auditPlaces(auditing: Cell): readonly Place[] {
  const state = auditing.at('properties/state').oneOf({ Enabled: true, Disabled: false } as const);
  if (state.said && !state.value) return [];
  const endpoint = auditing.at('properties/storageEndpoint');
  const address = endpoint.optionalText();
  const isNone = endpoint.oneOf({ '': true });
  if ((address.said && address.value === null) || isNone.said) return [];
  const region = address.said
    ? endpoint.notUnderstood(`In which region ${address.value ?? ''} lies is not said`)
    : address;
  return [{ kind: 'log', what: 'audit log', region }];
}
