import type { ListingOptions } from '#cli/listing.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { writeListing } from '#cli/write-listing.ts';
import type { ConfigurationNotice } from '#config/notice.ts';
import { formatProblem } from '#config/problem.ts';
import { type ValidationReport, validateConfiguration } from '#config/validate-configuration.ts';
import { toInstant } from '#domain/instant.ts';

interface Options extends CommonOptions, ListingOptions {
  readonly quiet?: true;
  readonly verbose?: true;
  readonly secrets: boolean;
}

/** `posture validate`: everything that is wrong, in one go; 3 when anything is, 0 with notices otherwise. No network. */
export const validate: Command<Options> = async (workbench, terminal, options) => {
  const report = validateConfiguration({
    file: options.config,
    environment: workbench.environment,
    checks: workbench.checks,
    asOf: toInstant(workbench.clock.now()),
    ...(options.secrets ? { secrets: 'here' as const } : {}),
  });
  await writeListing(options, terminal, {
    data: () => asData(options.config, report),
    text: () => asText(options, report),
  });
  return report.problems.length === 0 ? 0 : 3;
};

function asData(file: string, { configuration, problems, notices }: ValidationReport): object {
  const valid = problems.length === 0;
  return { file, valid, ...(valid ? countsOf(configuration) : {}), problems, notices };
}

function asText(
  { config, quiet, verbose }: Options,
  { configuration, problems, notices }: ValidationReport,
): string {
  const lines = problems.map((problem) => `error    ${formatProblem(problem)}`);
  if (quiet !== true) {
    const { documents, claims } = countsOf(configuration);
    lines.push(
      ...noticeLines(notices, verbose === true ? Number.POSITIVE_INFINITY : SHOWN),
      problems.length === 0
        ? `${config}: valid; ${documents} documents, ${claims} claims, ${count(notices.length, 'notice')}`
        : `${config}: ${count(problems.length, 'problem')}, ${count(notices.length, 'notice')}`,
    );
  }
  return lines.map((line) => `${line}\n`).join('');
}

function countsOf(configuration: ValidationReport['configuration']) {
  const documents = configuration?.documents ?? [];
  return {
    documents: documents.length,
    claims: documents.flatMap(({ statement }) => statement.claims).length,
  };
}

function count(many: number, what: string): string {
  return `${String(many)} ${what}${many === 1 ? '' : 's'}`;
}

/** Of one kind so many are told one by one; of more, the first speaks for all: 117 lines drown the one that matters. */
const SHOWN = 5;

/** What should be dealt with first, first. */
const ORDER = [
  'planned-typo',
  'planned-exists',
  'exception-expired',
  'attestation-expired',
  'attestation-expiring',
  'part-not-bound',
  'alerts',
  'text',
  'exception-idle',
  'attestation-idle',
  'link-without-address',
  'stale-wording',
  'attestation-missing',
  'planned',
] as const satisfies readonly ConfigurationNotice['kind'][];

function noticeLines(notices: readonly ConfigurationNotice[], shown: number): readonly string[] {
  const rank = ({ kind }: ConfigurationNotice): number => ORDER.findIndex((one) => one === kind);
  const sorted = notices.toSorted((a, b) => rank(a) - rank(b));
  return [...Map.groupBy(sorted, ({ kind }) => kind).values()].flatMap((group) => {
    const told = group.length > shown ? group.slice(0, 1) : group;
    const rest = group.length - told.length;
    const more = rest === 0 ? '' : `; and ${rest} more like it (--verbose lists them)`;
    return told.map(({ file, line, message }) => `notice   ${file}:${line}: ${message}${more}`);
  });
}
