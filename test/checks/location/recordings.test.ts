import { describe, expect, it } from 'vitest';
import { resourceLocation } from '#checks/location/resource-location.ts';
import { resourceTypeCoverage } from '#checks/scope/resource-type-coverage.ts';
import { InventoryResource } from '#inventory/inventory-resource.ts';
import { classifyType } from '#resource-types/without-file.ts';
import { COVERAGE_FAMILIES } from '#facts/resource-types.ts';
import { judgeCheck } from '../../harness/judge-check.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

const RESOURCES = recordedRows('Microsoft.Resources/resources').map((row) =>
  InventoryResource.parse(row),
);

describe.skipIf(!sharedIsHere)('recorded resources (need the shared recordings)', () => {
  it('all lie in America: none is within the EU, none outside the US', () => {
    const statuses = (within: string): Set<string> =>
      new Set(
        RESOURCES.map(
          (resource) =>
            judgeCheck(resourceLocation, { resource }, { with: { within, only: 'all' } }).status,
        ),
      );

    expect(RESOURCES.length).toBeGreaterThan(10);
    expect(statuses('EU')).toEqual(new Set(['fail']));
    expect(statuses('US')).toEqual(new Set(['pass']));
  });

  it('are of types that the table knows, and never pass by coverage', () => {
    const unheard = RESOURCES.filter(({ type }) => classifyType(type) === undefined);
    const statuses = RESOURCES.flatMap((resource) =>
      COVERAGE_FAMILIES.map(
        (family) => judgeCheck(resourceTypeCoverage, { resource }, { with: { family } }).status,
      ),
    );

    expect(unheard.map(({ type }) => type)).toEqual([]);
    expect(new Set(statuses)).toEqual(new Set(['not-applicable', 'unknown']));
  });

  it('are judged without a fail where the graph names types that the table has not heard of', () => {
    const rows = recordedRows('Microsoft.ResourceGraph/resources')
      .flatMap(({ data }) => (Array.isArray(data) ? data : []))
      .map((row) => InventoryResource.parse(row));
    const statuses = rows.map((resource) => {
      const known = classifyType(resource.type) !== undefined;
      const given = { with: { within: 'EU' } };
      return `${known}: ${judgeCheck(resourceLocation, { resource }, given).status}`;
    });

    expect(rows.length).toBeGreaterThan(10);
    expect(statuses).not.toContain('false: fail');
    expect(statuses).toContain('false: unknown');
  });
});
