import { makePlan } from '#evaluation/plan.ts';
import { requiredPermissions, roleDefinition } from '#monitor/required-permissions.ts';
import { configured } from './configured.ts';
import { table } from './table.ts';
import type { Command, CommonOptions } from './workbench.ts';

/** `posture permissions`: the role definition that the configured claims need, as JSON for `az role definition create`. */
export const permissions: Command<CommonOptions & { readonly why?: true }> = async (
  workbench,
  terminal,
  options,
) => {
  const configuration = configured(workbench, options);
  const plan = makePlan(configuration.documents, workbench.checks, () => true);
  const required = requiredPermissions(
    plan,
    workbench.collectors,
    usesManagementGroups(configuration.documents),
  );
  if (options.why === true) {
    const rows = required.map(({ action, because, claims }) => [
      action,
      because,
      claims.join(', ') || 'every claim',
    ]);
    terminal.stdout.write(`${table(['action', 'why', 'claims'], rows, terminal.stdout.columns)}\n`);
    return 0;
  }
  const subscriptions = [
    ...new Set(configuration.documents.flatMap(({ scope }) => scope.subscriptions ?? [])),
  ];
  const groups = [
    ...new Set(configuration.documents.flatMap(({ scope }) => scope.managementGroups ?? [])),
  ];
  terminal.stdout.write(
    `${JSON.stringify(roleDefinition(required, { subscriptions, groups }), undefined, 2)}\n`,
  );
  if (subscriptions.length + groups.length === 0) {
    terminal.stderr.write(
      'AssignableScopes is empty because no document names subscriptions: add yours before creating the role.\n',
    );
  }
  return await Promise.resolve(0);
};

function usesManagementGroups(
  documents: readonly { readonly scope: { readonly managementGroups?: readonly string[] } }[],
): boolean {
  return documents.some(({ scope }) => (scope.managementGroups ?? []).length > 0);
}
