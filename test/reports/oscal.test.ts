import { describe, expect, it } from 'vitest';
import { renderOscal } from '#reports/oscal.ts';
import { VARIED_RESULTS } from '../harness/varied-results.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/gu;

describe('oscal', () => {
  it.each(Object.entries(VARIED_RESULTS))(
    'names nothing that is not in the document, and no id twice: %s',
    (_, result) => {
      const text = renderOscal(result);
      const defined = [...text.matchAll(/"uuid": "(?<uuid>[^"]*)"/gu)].map(
        (match) => match.groups?.['uuid'],
      );
      const named = [...text.matchAll(UUID)].map(([uuid]) => uuid);

      expect(new Set(defined).size).toBe(defined.length);
      expect([...new Set(named)].filter((uuid) => !defined.includes(uuid))).toEqual([]);
      expect(named.length).toBeGreaterThan(defined.length);
    },
  );

  it('is satisfied for what holds or is attested, and for nothing else', () => {
    const result = VARIED_RESULTS['every claim status'];
    const text = result ? renderOscal(result) : '';
    const states = [
      ...text.matchAll(/"state": "(?<state>(?:not-)?satisfied)",\s*"reason": "(?<reason>\w+)"/gu),
    ];

    expect(states.map((match) => `${match.groups?.['state']} ${match.groups?.['reason']}`)).toEqual(
      [
        'not-satisfied fail',
        ...Array.from({ length: 5 }, () => 'not-satisfied other'),
        'satisfied pass',
        'satisfied pass',
      ],
    );
  });

  it('has a risk for what fails, is not known or is accepted, the last with its approver', () => {
    const result = VARIED_RESULTS['every finding status'];
    const text = result ? renderOscal(result) : '';

    expect(text.match(/"status": "open"/gu)).toHaveLength(2);
    expect(text.match(/"status": "deviation-approved"/gu)).toHaveLength(1);
    expect(text).toContain('Accepted by ciso@example.com until 2026-12-31');
    expect(text).toContain(`"href": "raw/${'a'.repeat(64)}.body"`);
  });

  it('links the members that decided, by digest and pointer', () => {
    const result = VARIED_RESULTS['every finding status'];
    const text = result ? renderOscal(result) : '';
    const links = [
      ...text.matchAll(
        /"href": "raw\/(?<href>[^"]*)",\s*"rel": "reference",\s*"text": "(?<text>[^"]*)"/gu,
      ),
    ];

    expect(links.slice(0, 3).map(({ groups }) => [groups?.['href'], groups?.['text']])).toEqual([
      [`${'0'.repeat(64)}.body#/properties/retentionDays`, 'read from /properties/retentionDays'],
      [`${'a'.repeat(64)}.body#/value/0/tags/cost%20center`, 'read from /value/0/tags/cost center'],
      [`${'a'.repeat(64)}.body`, 'read from the whole answer'],
    ]);
    expect(links).toHaveLength(9);
  });
});
