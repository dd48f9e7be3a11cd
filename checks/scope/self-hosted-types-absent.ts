import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { classifyType } from '#resource-types/without-file.ts';

/**
 * Machines whose system somebody has to run himself. Their parts (disks, extensions, hosts that are rented empty) run nothing alone:
 * the machine is what tells. Guess: the choice is ours, from what each service is documented to do.
 */
const MACHINES = [
  'microsoft.avs/privateclouds',
  'microsoft.azurearcdata/sqlserverinstances',
  'microsoft.azurestackhci/clusters',
  'microsoft.azurestackhci/virtualmachineinstances',
  'microsoft.baremetalinfrastructure/baremetalinstances',
  'microsoft.classiccompute/virtualmachines',
  'microsoft.compute/virtualmachines',
  'microsoft.compute/virtualmachinescalesets',
  'microsoft.connectedvmwarevsphere/virtualmachines',
  'microsoft.desktopvirtualization/hostpools',
  'microsoft.devtestlab/labs/virtualmachines',
  'microsoft.hybridcompute/machines',
  'microsoft.scvmm/virtualmachines',
  'microsoft.sqlvirtualmachine/sqlvirtualmachines',
  'microsoft.vmwarecloudsimple/virtualmachines',
];

/** Clusters: Azure runs the control plane, the operator what runs on the nodes. */
const CLUSTERS = [
  'microsoft.containerservice/managedclusters',
  'microsoft.kubernetes/connectedclusters',
  'microsoft.redhatopenshift/openshiftclusters',
];

export const selfHostedTypesAbsent = defineCheck({
  id: 'self-hosted-types-absent',
  title: 'Resource is a managed service, not a machine that is run by its owner',
  family: 'visibility',
  severity: 'high',
  short: 'it is no managed service',
  property: 'type',
  resourceTypes: ['*'],
  fact: 'resource',
  also: [],
  parameters: z.strictObject({
    /** Whether a Kubernetes cluster counts as managed. Its node machines lie in a group of their own: leave that out of the scope. */
    allowKubernetes: z.boolean().default(false),
  }),
  rationale:
    'Where only managed services run, their provider patches and backs them up; a single virtual machine brings all of that back.',
  remediation: {
    // To take a machine away is never the work of one command.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/architecture/guide/technology-choices/compute-decision-tree',
  },
  references: ['The table of resource types: src/facts/resource-type-table.ts'],
  examples: {
    pass: {
      facts: { resource: { id: '/s', name: 's', type: 'Microsoft.Storage/storageAccounts' } },
    },
    fail: {
      facts: { resource: { id: '/v', name: 'v', type: 'Microsoft.Compute/virtualMachines' } },
    },
    unknown: { facts: { resource: { id: '/n', name: 'n', type: 'Microsoft.Future/things' } } },
  },
  evaluate({ resource: { type } }, { parameters: { allowKubernetes } }) {
    const shown = { expected: 'a managed service', observed: type };
    const key = type.toLowerCase();
    if (MACHINES.includes(key)) return fail(`${type} is run by its owner`, shown);
    if (CLUSTERS.includes(key)) {
      return allowKubernetes
        ? pass('A Kubernetes cluster counts as managed, says the configuration', shown)
        : fail(`${type} runs what its owner deploys, on machines of his`, shown);
    }
    return classifyType(type) === undefined
      ? unknown(`The type ${type} is not known here`, shown)
      : pass(`${type} hosts no machine of its owner`, shown);
  },
});
