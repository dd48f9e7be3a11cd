import { describe, expect, it } from 'vitest';
import type { ScanResult } from '#domain/scan.ts';
import { ocsfLines } from '#reports/ocsf.ts';
import { claimResult, finding } from '../harness/findings.ts';
import { scanResult } from '../harness/scan-result.ts';
import { VARIED_RESULTS } from '../harness/varied-results.ts';

interface Event {
  readonly activity_id: number;
  readonly class_uid: number;
  readonly type_uid: number;
  readonly time: number;
  readonly status: string;
  readonly compliance: { readonly status_id: number; readonly status: string };
  readonly metadata: { readonly uid: string; readonly version: string };
  readonly finding_info: { readonly uid: string; readonly first_seen_time: number };
  readonly resources?: readonly object[];
  readonly evidences?: readonly object[];
}

function events(result: ScanResult): Event[] {
  return [...ocsfLines(result)].map((line) => JSON.parse(line) as Event);
}

describe('ocsf', () => {
  it('says each finding status in the words of the class', () => {
    const result = VARIED_RESULTS['every finding status'];
    const words = (result ? events(result) : []).map(
      (event) => `${event.compliance.status} ${event.status}`,
    );

    expect(words).toEqual([
      'Fail New',
      'Warning New',
      'Fail Suppressed',
      'Pass Resolved',
      'Not applicable Resolved',
    ]);
  });

  it('has the members that decided as evidence, after who changed it', () => {
    const result = VARIED_RESULTS['every finding status'];
    const [failing, unread] = result ? events(result) : [];

    expect(failing?.evidences).toMatchObject([
      { actor: { user: { name: 'alice@example.com' } } },
      {
        data: [
          { evidence: `sha256:${'0'.repeat(64)}`, pointer: '/properties/retentionDays' },
          { evidence: `sha256:${'a'.repeat(64)}`, pointer: '/value/0/tags/cost center' },
          { evidence: `sha256:${'a'.repeat(64)}`, pointer: '' },
        ],
      },
    ]);
    expect(unread?.evidences).toBeUndefined();
  });

  it('adds an event for a claim that is unverified though every finding passes', () => {
    const result = VARIED_RESULTS['passes in an unreadable scope'];
    const [pass, claim, ...more] = result ? events(result) : [];

    expect(pass?.compliance.status).toBe('Pass');
    expect(claim?.compliance.status).toBe('Warning');
    expect(claim?.resources).toBeUndefined();
    expect(more).toEqual([]);
  });

  it('passes a claim without findings only when it holds or is attested', () => {
    const result = VARIED_RESULTS['every claim status'];
    const passing = (result ? events(result) : []).filter(
      ({ compliance }) => compliance.status_id === 1,
    );

    expect(passing).toHaveLength(2);
  });

  it('keeps arithmetic, times and ids as the class demands', () => {
    for (const result of Object.values(VARIED_RESULTS)) {
      for (const event of events(result)) {
        expect(event.type_uid).toBe(event.class_uid * 100 + event.activity_id);
        expect(event.time).toBe(Date.parse('2026-11-21T03:00:12.500Z'));
        expect(event.metadata.version).toBe('1.8.0');
        expect(event.finding_info.uid).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
        );
      }
    }
  });

  it('is new when the status was taken in this scan, an update when it is older', () => {
    const [first, second] = events(
      scanResult([
        claimResult([
          finding({ status: 'fail', since: '2026-11-21T03:00:05.000Z' }),
          finding({ status: 'fail', since: '2026-11-01T00:00:00.000Z', check: 'other' }),
        ]),
      ]),
    );

    expect([first?.activity_id, second?.activity_id]).toEqual([1, 2]);
    expect(second?.finding_info.first_seen_time).toBe(Date.parse('2026-11-01T00:00:00.000Z'));
  });

  it('keeps a finding’s id from scan to scan, whatever the case of the resource id, and gives each event its own', () => {
    const one = events(scanResult([claimResult([finding()])]))[0];
    const shouted = finding({ resourceId: finding().resourceId.toUpperCase() });
    const two = events(
      scanResult([claimResult([shouted])], { scan: { id: '01KA0000000000000000000002' } }),
    )[0];

    expect(two?.finding_info.uid).toBe(one?.finding_info.uid);
    expect(two?.metadata.uid).not.toBe(one?.metadata.uid);
  });
});
