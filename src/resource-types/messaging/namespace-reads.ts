import type { Read } from '../define-read.ts';
import { from, only } from '../define-resource-type.ts';
import { diagnosticSettings } from '../diagnostic-settings.ts';
import { itself, listBelow, settingBelow } from '../generic-reads.ts';
import { zonesByFlag } from '../zones.ts';
import {
  API_VERSION,
  namespaceDoor,
  namespaceEncryption,
  namespaceReach,
  whenOpen,
} from './namespace.ts';

/** What both kinds of namespaces are read by; `name` begins the names of the answers, e.g. `eventHub`. */
export function namespaceReads(type: string, name: string, what: string) {
  return {
    namespace: itself({ name: `${name}Namespace`, what, type, apiVersion: API_VERSION }),
    partners: listBelow({
      name: `${name}Partners`,
      what: `geo-disaster recovery of ${what}`,
      type: `${type}/disasterRecoveryConfigs`,
      apiVersion: API_VERSION,
    }),
    rules: settingBelow('networkRuleSets/default', {
      name: `${name}NetworkRules`,
      what: `network rules of ${what}`,
      type: `${type}/networkRuleSets`,
      apiVersion: API_VERSION,
      when: whenOpen,
    }),
    settings: diagnosticSettings,
  } satisfies Readonly<Record<string, Read>>;
}

/** What both kinds say in the same words. */
export const NAMESPACE_TRAITS = {
  zones: from('namespace')((own) => [zonesByFlag(own.at('properties/zoneRedundant'), 'namespace')]),
  encryption: from('namespace')((own) => [namespaceEncryption(own)]),
  endpoints: [
    only(
      ['transport'],
      from('namespace')((own) => [namespaceDoor(own)]),
    ),
    only(
      ['reach'],
      from(
        'namespace',
        'rules',
      )((own, rules) => [{ what: 'namespace', reach: namespaceReach(own, rules) }]),
    ),
  ],
} as const;
