import { z } from 'zod';
import { isZeroDuration, parseDuration } from '#domain/calendar-duration.ts';
import { fail, notApplicable, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import type { KeyVaultKey } from '#facts/key-vault-key.ts';

/** What a lifetime action can do, lower case. Source: Microsoft.KeyVault/vaults/keys, 2026-02-01. */
const ACTIONS = ['rotate', 'notify'];

export const keyVaultKeyRotation = defineCheck({
  id: 'key-vault-key-rotation',
  title: 'Key is rotated by a policy of its own',
  family: 'key-vault',
  severity: 'medium',
  resourceTypes: ['microsoft.keyvault/vaults/keys'],
  fact: 'keyVaultKeyRow',
  also: ['keyVaultKey'],
  parameters: z.strictObject({}),
  rationale: 'What a person has to remember is forgotten: only a policy rotates in time.',
  remediation: {
    // The policy is a document of its own, and its times are for the key's owner to say.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation',
  },
  references: [
    'Microsoft.KeyVault/vaults/keys 2026-02-01: rotationPolicy.lifetimeActions, "Omitted if empty"',
  ],
  examples: {
    pass: {
      facts: {
        keyVaultKeyRow: { properties: { attributes: { enabled: true } } },
        keyVaultKey: {
          properties: {
            rotationPolicy: {
              lifetimeActions: [
                { trigger: { timeAfterCreate: 'P90D' }, action: { type: 'rotate' } },
              ],
            },
          },
        },
      },
    },
    fail: {
      facts: {
        keyVaultKeyRow: { properties: { attributes: { enabled: true } } },
        keyVaultKey: {
          properties: {
            rotationPolicy: {
              lifetimeActions: [
                { trigger: { timeBeforeExpiry: 'P30D' }, action: { type: 'notify' } },
              ],
            },
          },
        },
      },
    },
    unknown: {
      facts: {
        keyVaultKeyRow: { properties: { attributes: { enabled: true } } },
        keyVaultKey: {},
      },
    },
  },
  applies({ properties }) {
    return properties?.attributes?.enabled === false
      ? notApplicable('The key is disabled', { enabled: false })
      : undefined;
  },
  evaluate({ keyVaultKey: { properties } }) {
    const expected = 'a rotate action with its time';
    if (properties === null || properties === undefined) {
      return unknown('Azure sent no properties of the key', { expected });
    }
    const actions = properties.rotationPolicy?.lifetimeActions ?? [];
    const shown = { expected, observed: properties.rotationPolicy ?? null };
    const rotations = actions.filter((action) => typeOf(action) === 'rotate');
    if (rotations.some(hasTime)) return pass('A policy rotates the key', shown);
    if (rotations.length > 0) {
      return unknown('A policy rotates the key, at a time that is not understood', shown);
    }
    if (actions.some((action) => !ACTIONS.includes(typeOf(action)))) {
      return unknown('The policy has an action that is not understood', shown);
    }
    return fail('No policy rotates the key', shown);
  },
});

type RotationPolicy = NonNullable<NonNullable<KeyVaultKey['properties']>['rotationPolicy']>;
type LifetimeAction = NonNullable<RotationPolicy['lifetimeActions']>[number];

function typeOf({ action }: LifetimeAction): string {
  return action?.type?.toLowerCase() ?? '';
}

function hasTime({ trigger }: LifetimeAction): boolean {
  return [trigger?.timeAfterCreate, trigger?.timeBeforeExpiry].some((time) => {
    const duration = parseDuration(time ?? '');
    return duration !== undefined && !isZeroDuration(duration);
  });
}
