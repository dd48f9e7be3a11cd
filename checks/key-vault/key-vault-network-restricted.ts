import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';
import { countAddresses, parseIpv4Range } from '#traits/ipv4-ranges.ts';

export const keyVaultNetworkRestricted = defineCheck({
  id: 'key-vault-network-restricted',
  title: 'Key vault is closed to the public internet but for a few stated addresses',
  family: 'key-vault',
  severity: 'high',
  resourceTypes: ['microsoft.keyvault/vaults'],
  fact: 'keyVault',
  also: [],
  /** How many public IPv4 addresses the rules may let in together; a /16 by default. */
  parameters: z.strictObject({ addresses: z.int().min(0).default(65_536) }),
  rationale:
    'A stolen credential is of no use from where the vault cannot be reached. A default of "deny" can be hollow: rules may let in the whole internet.',
  remediation: {
    command: ({ id, name }) =>
      `${azCommand`az keyvault update --name ${name} --public-network-access Disabled`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/key-vault/general/network-security',
  },
  references: ['Microsoft.KeyVault/vaults 2026-02-01: publicNetworkAccess, networkAcls'],
  examples: {
    pass: { facts: { keyVault: { properties: { publicNetworkAccess: 'Disabled' } } } },
    fail: {
      facts: {
        keyVault: {
          properties: {
            networkAcls: {
              defaultAction: 'Deny',
              ipRules: [{ value: '0.0.0.0/1' }, { value: '128.0.0.0/1' }],
            },
          },
        },
      },
    },
    unknown: {
      facts: { keyVault: { properties: { publicNetworkAccess: 'SecuredBySomething' } } },
    },
  },
  evaluate({ keyVault: { properties } }, { parameters: { addresses } }) {
    const expected = `at most ${addresses} public addresses`;
    if (properties === null || properties === undefined) {
      return unknown('Azure sent no properties of the vault', { expected });
    }
    const access = properties.publicNetworkAccess ?? null;
    const { defaultAction = null, ipRules = null } = properties.networkAcls ?? {};
    const rules = ipRules?.map(({ value }) => value) ?? null;
    const shown = { expected, observed: { publicNetworkAccess: access, defaultAction, rules } };
    if (access?.toLowerCase() === 'disabled') return pass('The public endpoint is closed', shown);
    // Absent means Enabled.
    if (access !== null && access.toLowerCase() !== 'enabled') {
      return unknown(`The public network access ${access} is not understood`, shown);
    }
    const action = (defaultAction ?? 'Allow').toLowerCase();
    if (action === 'allow') return fail('Every address of the internet is let in', shown);
    if (action !== 'deny') {
      return unknown(`The default action ${defaultAction} is not understood`, shown);
    }
    if (rules === null) return unknown('Azure does not say which addresses are let in', shown);
    const ranges = rules.map(parseIpv4Range);
    const known = ranges.filter((range) => range !== undefined);
    const count = countAddresses(known);
    if (count > addresses) return fail(`The rules let in ${count} public addresses`, shown);
    return known.length < ranges.length
      ? unknown('A rule is no IPv4 address or range', shown)
      : pass(`The rules let in ${count} public addresses`, shown);
  },
});
