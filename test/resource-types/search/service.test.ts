import { describe, expect, it } from 'vitest';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { location } from '#checks/location.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { searchService } from '#resource-types/search/service.ts';
import type { Question } from '#traits/define-check.ts';
import { judgeType } from '../../harness/judge-type.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

describe.skipIf(!sharedIsHere)('recorded search services (need the shared recordings)', () => {
  it('are in the United States; what answers of 2015 leave out is not known', async () => {
    const rows = recordedRows('Microsoft.Search/searchServices');
    const standing = async (service: unknown, question: Question, given = {}) => {
      const bodies = { service, regions: [], settings: [] };
      return (await judgeType(question, searchService, bodies, given))[0]?.verdict.status;
    };

    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(await standing(row, location, { within: 'EEA' })).toBe('fail');
      expect(await standing(row, encryptionInTransit)).toBe('unknown');
      expect(await standing(row, networkIsolation)).toBe('unknown');
    }
  });
});
