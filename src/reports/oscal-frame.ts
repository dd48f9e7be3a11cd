import type { ClaimResult, ScanResult } from '#domain/scan.ts';
import { inventoryUuid, TOOL_UUID } from './oscal-finding.ts';
import { oscalProperty, oscalText } from './oscal-words.ts';

/** The head of a document about one scan. */
export function oscalMetadata(title: string, scan: ScanResult['scan']) {
  return {
    title,
    'last-modified': scan.finishedAt,
    version: oscalText(scan.id),
    'oscal-version': '1.2.1',
  };
}

/** The tool as a component, to which observations point. */
export function toolComponent({ tool: { name, version } }: ScanResult['scan']) {
  return {
    uuid: TOOL_UUID,
    type: 'software',
    title: oscalText(name),
    description: 'The tool that read and evaluated the settings',
    props: [oscalProperty('version', version)],
    status: { state: 'operational' },
  };
}

/** Each resource of the claims' findings once. */
export function* inventoryItems(
  claims: readonly Pick<ClaimResult, 'findings'>[],
): Generator<object> {
  const seen = new Set<string>();
  for (const { findings } of claims) {
    for (const finding of findings) {
      const uuid = inventoryUuid(finding.resourceId);
      if (seen.has(uuid)) continue;
      seen.add(uuid);
      yield {
        uuid,
        description: oscalText(finding.resourceId),
        props: [
          { name: 'asset-id', value: oscalText(finding.resourceId) },
          oscalProperty('resource-type', finding.resourceType),
          ...(finding.location === null ? [] : [oscalProperty('location', finding.location)]),
        ],
      };
    }
  }
}
