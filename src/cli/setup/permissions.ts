import { configured } from '#cli/configured.ts';
import type { ListingOptions } from '#cli/listing.ts';
import { table } from '#cli/table.ts';
import type { Command, CommonOptions, Terminal } from '#cli/workbench.ts';
import { writeListing } from '#cli/write-listing.ts';
import { writeOutput } from '#cli/write-output.ts';
import { type BoundDocument, scopesOf } from '#domain/document.ts';
import { makePlan } from '#evaluation/plan.ts';
import {
  READ_EVERYTHING,
  type RequiredPermission,
  requiredPermissions,
} from '#scan/required-permissions.ts';
import {
  type AssignableScopes,
  completeRole,
  narrowRole,
  withheldReads,
} from '#scan/role-definition.ts';

interface PermissionsOptions extends CommonOptions, ListingOptions {
  readonly why?: true;
  readonly narrow?: true;
}

/**
 * `posture permissions`: a role definition as JSON for `az role definition create`. Without options the one with which a scan can be
 * complete; `--narrow`: the one that names each action that a request needs, after which no inventory counts as complete.
 */
export const permissions: Command<PermissionsOptions> = async (workbench, terminal, options) => {
  const { documents } = configured(workbench, options);
  const scopes = assignable(documents);
  const plan = makePlan(documents, workbench.checks, () => true);
  const required = requiredPermissions(plan, workbench.reads, scopes.groups.length > 0);
  const isNarrow = options.narrow === true;
  if (options.why === true) {
    const rows = isNarrow ? required.map(asRow) : completeRows(required);
    await writeListing(options, terminal, {
      data: () => ({
        actions: isNarrow ? required : [READ_EVERYTHING, ...required],
        notActions: isNarrow ? [] : withheldReads(required),
      }),
      text: () => `${table(['action', 'why', 'claims'], rows, terminal.stdout.columns)}\n`,
    });
  } else {
    const role = isNarrow ? narrowRole(required, scopes) : completeRole(required, scopes);
    // Azure's own form, whatever the format: there is none for people.
    await writeOutput([`${JSON.stringify(role, undefined, 2)}\n`], options.out, terminal);
    noticeScopes(scopes, terminal);
  }
  if (isNarrow) {
    terminal.stderr.write(
      'With this role completeness is not proven: a type that it does not name stays invisible. Every scan says so, its subscriptions are partial, and claims that rest on seeing everything are unverified. Without --narrow the role reads every type.\n',
    );
  }
  return 0;
};

/** What the role gives, what of it is used, and what it takes away. */
function completeRows(required: readonly RequiredPermission[]): readonly (readonly string[])[] {
  return [
    asRow(READ_EVERYTHING),
    ...required.map(({ action, because, claims }) =>
      asRow({ action: `  used: ${action}`, because, claims }),
    ),
    ...withheldReads(required).map(({ action, because }) => [
      `  not: ${action}`,
      `withheld: ${because}, and hides no resource`,
      'none',
    ]),
  ];
}

function asRow({ action, because, claims }: RequiredPermission): readonly string[] {
  return [action, because, claims.join(', ') || 'every claim'];
}

function noticeScopes({ subscriptions, groups }: AssignableScopes, { stderr }: Terminal): void {
  if (subscriptions.length + groups.length === 0) {
    stderr.write(
      'AssignableScopes is empty because no document names subscriptions: add yours before creating the role.\n',
    );
  }
  if (groups.length > 1) {
    stderr.write(
      'Azure takes one management group in AssignableScopes: create the role once for each, under a name of its own, or for a group above them.\n',
    );
  }
}

/** Parts included: what only a part names is read as well. */
function assignable(documents: readonly BoundDocument[]): AssignableScopes {
  const scopes = documents.flatMap(scopesOf);
  return {
    subscriptions: [...new Set(scopes.flatMap(({ subscriptions = [] }) => subscriptions))],
    groups: [...new Set(scopes.flatMap(({ managementGroups = [] }) => managementGroups))],
  };
}
