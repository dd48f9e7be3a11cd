import { isCanonicalJson } from './canonical-json.ts';
import { MANIFEST_FILE, type Manifest, parseManifest } from './manifest.ts';
import { isSafePath, SUMS_FILE } from './sha256-sums.ts';
import { mediaTypeOf, requiredFiles, roleOf } from './snapshot-layout.ts';
import type { ReadFiles } from './verify-files.ts';
import { type BundleSource, readText } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';

/** Reads the manifest and holds its list against SHA256SUMS and the files; undefined when it cannot be read, which is remarked. */
export function verifyManifest(
  source: BundleSource,
  files: ReadFiles,
  remarks: Remarks,
): Manifest | undefined {
  const text = readText(source, MANIFEST_FILE, remarks);
  const manifest = text === undefined ? undefined : parseManifest(text);
  for (const required of [MANIFEST_FILE, ...requiredFiles(manifest ?? {})]) {
    if (!files.sums.has(required))
      remarks.alter(required, 'belongs to every snapshot but is not listed');
  }
  if (text === undefined) return undefined;
  if (manifest === undefined) {
    remarks.alter(MANIFEST_FILE, 'is no manifest of a snapshot');
    return undefined;
  }
  if (!isCanonicalJson(manifest, text))
    remarks.alter(MANIFEST_FILE, 'is not written as a manifest is');
  compareList(manifest, files, source, remarks);
  return manifest;
}

function compareList(
  manifest: Manifest,
  { sums }: ReadFiles,
  source: BundleSource,
  remarks: Remarks,
): void {
  const alter = (message: string): void => remarks.alter(MANIFEST_FILE, message);
  const listed = new Set<string>();
  let previous = '';
  for (const { path, sha256, bytes, role, mediaType } of manifest.files) {
    if (listed.has(path)) alter(`names ${path} twice`);
    else if (path < previous) alter(`is not sorted at ${path}`);
    listed.add(path);
    previous = path;
    const size = source.files.get(path);
    if (!isSafePath(path)) {
      alter(`names a path that leaves the snapshot: ${JSON.stringify(path)}`);
    } else if (!sums.has(path) || path === MANIFEST_FILE) {
      alter(`names ${path}, which ${SUMS_FILE} does not`);
    } else if (sums.get(path) !== sha256) {
      alter(`gives ${path} another sha256 than ${SUMS_FILE}`);
    }
    if (size !== undefined && size !== bytes) alter(`gives ${path} ${bytes} bytes, it has ${size}`);
    if (role !== roleOf(path) || mediaType !== mediaTypeOf(path))
      alter(`gives ${path} a wrong role or media type`);
  }
  for (const path of sums.keys())
    if (path !== MANIFEST_FILE && !listed.has(path)) alter(`does not name ${path}`);
}
