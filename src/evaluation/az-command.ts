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
    command += `${quote(String(value))}${strings[index + 1] ?? ''}`;
  }
  return command;
}

/** Inside single quotes a POSIX shell reads everything literally but the single quote itself. */
function quote(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
