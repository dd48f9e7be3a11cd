import type { ListingOptions } from '#cli/listing.ts';
import { table } from '#cli/table.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { writeListing } from '#cli/write-listing.ts';
import { parameterNames } from '#evaluation/parameter-names.ts';

/** `posture checks`: every check there is. */
export const checks: Command<CommonOptions & ListingOptions> = async (
  workbench,
  terminal,
  options,
) => {
  const listed = workbench.checks
    .toSorted((a, b) => (`${a.family} ${a.id}` < `${b.family} ${b.id}` ? -1 : 1))
    .map(({ family, id, severity, title, parameters, answersOfTypes }) => ({
      family,
      id,
      severity,
      title,
      parameters: parameterNames(parameters),
      types: answersOfTypes,
    }));
  const head = ['asks of', 'check', 'severity', 'what it verifies', 'with', 'what says it'];
  const rowOf = (check: (typeof listed)[number]): readonly string[] => [
    check.family,
    check.id,
    check.severity,
    check.title,
    check.parameters.join('\n'),
    check.types.map(({ type, says }) => `${type}: ${says.split(':')[0] ?? ''}`).join('\n'),
  ];
  await writeListing(options, terminal, {
    data: () => ({ checks: listed }),
    text: () => `${table(head, listed.map(rowOf), terminal.stdout.columns)}\n`,
  });
  return 0;
};
