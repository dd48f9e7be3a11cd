import type { ListingOptions } from '#cli/listing.ts';
import { table } from '#cli/table.ts';
import type { Command, Terminal } from '#cli/workbench.ts';
import { writeListing } from '#cli/write-listing.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { refuseDamaged } from '#evidence/export-snapshot.ts';
import { readManifest } from '#evidence/list-snapshots.ts';
import type { Manifest } from '#evidence/manifest.ts';
import { placeInLog } from '#evidence/period-bundle.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { type SnapshotOptions, snapshotPath } from './evidence-path.ts';
import { rebuiltPage } from './rebuilt-words.ts';
import { rebuiltData, rebuiltScan, refuseReports } from './recorded-scan.ts';
import { writeReports } from './write-reports.ts';

/** `posture evidence show`: what a snapshot holds, file by file, or of a recorded scan without one what its answers give; `--reports FOLDER` makes its reports instead. */
export const evidenceShow: Command<
  SnapshotOptions & ListingOptions & { readonly reports?: string }
> = async (workbench, terminal, options, signal) => {
  const scan = await rebuiltScan(workbench, options, signal);
  if (scan !== undefined) {
    if (options.reports !== undefined) throw refuseReports(scan.recorded.id);
    await writeListing(options, terminal, {
      data: () => rebuiltData(scan),
      text: () => rebuiltPage(scan),
    });
    return 0;
  }
  const path = await snapshotPath(workbench, options);
  if (options.reports !== undefined)
    return await reportsInto(terminal, path, options.reports, signal);
  const manifest = await readManifest(path);
  if (manifest === null) {
    throw new ConfigurationError(
      'CLI_NO_SNAPSHOT',
      `${path} has no readable manifest; posture evidence verify says what is wrong.`,
    );
  }
  const rows = manifest.files.map((file) => [
    file.role,
    String(file.bytes),
    file.path,
    file.sha256,
  ]);
  const place = await placeInLog(path);
  const words = wordsOf(manifest, place);
  const width = Math.max(...words.map(([name]) => name.length));
  await writeListing(options, terminal, {
    data: () => ({ path, logEntry: place ?? null, manifest }),
    text: () =>
      [
        path,
        ...words.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
        `${table(['role', 'bytes', 'path', 'sha256'], rows, 200)}\n`,
      ].join('\n'),
  });
  return 0;
};

async function reportsInto(
  { stdout }: Terminal,
  path: string,
  folder: string,
  signal: AbortSignal,
): Promise<number> {
  refuseDamaged(path, await verifyBundle(path));
  const reports = await writeReports(path, folder, undefined, signal);
  stdout.write(
    reports === 0
      ? `${path} has its reports inside.\n`
      : `reports ${folder}: ${reports} files, made of what is sealed\n`,
  );
  return 0;
}

function wordsOf(
  manifest: Manifest,
  place: number | undefined,
): readonly (readonly [string, string])[] {
  const { kind, scanId, tenantId, period, coverage, collector } = manifest;
  const { anchorsConfigured, anchorsAbsent } = manifest;
  const counted = (names: readonly string[]): string => names.join(', ') || 'none';
  const { runsExpected, runsCompleted, ...counts } = coverage;
  return [
    ['kind', kind === 'period' ? 'a period' : `a run (scan ${scanId})`],
    ['time', `${period.from} to ${period.to}`],
    ['tenant', tenantId ?? 'not known'],
    ...(runsExpected === undefined || runsCompleted === undefined
      ? []
      : [['runs', `${runsCompleted} of ${runsExpected} that were due`] as const]),
    [
      'holds',
      Object.entries(counts)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    ],
    ['made by', `${collector.name} ${collector.version}`],
    ['configuration', `sha256:${collector.configurationSha256}`],
    ['sealed', place === undefined ? 'NO' : `yes, entry ${place} of the evidence log`],
    ['anchors', `configured: ${counted(anchorsConfigured)}; absent: ${counted(anchorsAbsent)}`],
  ];
}
