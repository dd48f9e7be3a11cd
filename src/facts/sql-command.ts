import { parseResourceId } from '#domain/resource-id.ts';
import type { InventoryResource } from './inventory-resource.ts';

/**
 * An `az` command on the resource: the subscription, the group and then its names from the outside in, each under the option of the
 * same place, then `rest` as it stands. Values from Azure are quoted for a POSIX shell; null when the id cannot be taken apart.
 */
export function azCommand(
  verb: string,
  resource: InventoryResource,
  nameOptions: readonly string[],
  rest: string,
): string | null {
  const parts = parseResourceId(resource.id);
  if (parts?.resourceGroup === undefined || parts.names.length !== nameOptions.length) return null;
  const named = nameOptions.map((option, index) => `${option} ${quoted(parts.names[index] ?? '')}`);
  const place = `--subscription ${quoted(parts.subscriptionId)} --resource-group ${quoted(parts.resourceGroup)}`;
  return [`az ${verb}`, place, ...named, rest].filter((part) => part !== '').join(' ');
}

/** A direct write of a child setting, for what `az` has no command for. */
export function azRestPut(
  resource: InventoryResource,
  child: string,
  apiVersion: string,
  properties: Readonly<Record<string, unknown>>,
): string {
  const url = `${resource.id}/${child}?api-version=${apiVersion}`;
  return `az rest --method put --url ${quoted(url)} --body ${quoted(JSON.stringify({ properties }))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
