import { parseResourceId, type ResourceId } from './resource-id.ts';

/**
 * Writes an Azure CLI command with every value quoted for a POSIX shell, so that a resource's own names can be pasted
 * without being read as anything else: `` azCommand`az storage account update --name ${name}` ``.
 */
export function azCommand(
  strings: TemplateStringsArray,
  ...values: readonly (string | number)[]
): string {
  let command = strings[0] ?? '';
  for (const [index, value] of values.entries()) {
    const text = String(value);
    // A name may begin with a dash, and after a space it would be read as an option.
    if (text.startsWith('-')) command = command.replace(/(--[\w-]+) $/u, '$1=');
    command += `${quote(text)}${strings[index + 1] ?? ''}`;
  }
  return command;
}

/** Inside single quotes a POSIX shell reads everything literally but the single quote itself. */
function quote(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/** `--resource-group … --subscription …` of a resource; what an id does not say is left out. */
export function azScope(id: ResourceId): string {
  const parts = parseResourceId(id);
  if (parts === undefined) return '';
  const group =
    parts.resourceGroup === undefined ? '' : `--resource-group ${quote(parts.resourceGroup)} `;
  return `${group}--subscription ${quote(parts.subscriptionId)}`;
}
