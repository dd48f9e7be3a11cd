import { X509Certificate } from 'node:crypto';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { valueAt } from './check-shape.ts';
import type { Overrides } from './environment-overrides.ts';
import { type ConfigurationProblem, formatPath } from './problem.ts';
import type { SourceReader } from './source-reader.ts';
import type { YamlSource } from './yaml-source.ts';

const EXPECTED = 'a PEM file with at least one certificate (BEGIN CERTIFICATE) that is in date';

/** Every file of certificates that the configuration names is there, holds certificates, and one of them is in date. */
export function certificateProblems(
  main: YamlSource,
  overrides: Overrides,
  reader: SourceReader,
  asOf: Instant,
): readonly ConfigurationProblem[] {
  const written = pathsOf(main).flatMap((path) => {
    const file = valueAt(main.value, path);
    if (typeof file !== 'string' || file.trim() === '') return [];
    const wrong = faultOf(file.trim(), reader, asOf);
    const name = formatPath(path);
    if (wrong === undefined) return [];
    return [{ file: main.file, ...main.place(path), ...described(name, file, wrong) }];
  });
  const { caFile } = overrides.endpoints;
  const wrong = caFile === undefined ? undefined : faultOf(caFile, reader, asOf);
  if (caFile === undefined || wrong === undefined) return written;
  const problem = described('', caFile, wrong);
  return [...written, { file: 'POSTURE_AZURE_CA_FILE', line: 0, column: 0, ...problem }];
}

function described(path: string, file: string, wrong: string) {
  const found = JSON.stringify(file);
  const subject = path === '' ? '' : `${path}: `;
  const message = `${subject}${wrong}; expected ${EXPECTED}, found ${found}`;
  return { path, found, expected: EXPECTED, message };
}

function pathsOf(main: YamlSource): readonly (readonly PropertyKey[])[] {
  const channels = valueAt(main.value, ['alerts', 'channels']);
  return [
    ['azure', 'cloud', 'caFile'],
    ...(Array.isArray(channels)
      ? channels.map((_, index) => ['alerts', 'channels', index, 'caFile'])
      : []),
    ['evidence', 'immutableBlob', 'caFile'],
    ['evidence', 'timestamp', 'chainFile'],
  ];
}

function faultOf(file: string, reader: SourceReader, asOf: Instant) {
  const text = reader.text(file);
  if (text === undefined) return `${file} is not there or cannot be read`;
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/gu) ?? [];
  if (blocks.length === 0) {
    return /PRIVATE KEY-----/u.test(text)
      ? 'the file holds a private key and no certificate'
      : 'the file holds no certificate';
  }
  const certificates = blocks.map(parse);
  const broken = certificates.findIndex((one) => one === undefined);
  if (broken !== -1) return `certificate ${broken + 1} of the file cannot be read`;
  const read = certificates.filter((one) => one !== undefined);
  const now = toMilliseconds(asOf);
  return now === undefined ? undefined : outOfDate(read, now);
}

function parse(block: string): X509Certificate | undefined {
  try {
    return new X509Certificate(block);
  } catch {
    return undefined;
  }
}

/** One in date is enough: a bundle may still hold what was trusted before. */
function outOfDate(certificates: readonly X509Certificate[], now: number): string | undefined {
  const isInDate = certificates.some(
    ({ validFromDate, validToDate }) =>
      validFromDate.getTime() <= now && now <= validToDate.getTime(),
  );
  const [first] = certificates;
  if (isInDate || first === undefined) return undefined;
  return first.validToDate.getTime() < now
    ? `the certificate ${first.subject.replaceAll('\n', ', ')} has expired (${first.validTo})`
    : `the certificate ${first.subject.replaceAll('\n', ', ')} is not valid yet (${first.validFrom})`;
}
