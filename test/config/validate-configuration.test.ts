import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { KnownCheck } from '#config/bind-document.ts';
import { validateConfiguration } from '#config/validate-configuration.ts';
import { KNOWN_CHECKS } from './known-checks.ts';

const OWN = `id: own
title: A statement of our own
text: own.txt
claims:
  - id: own.typo
    section: "1"
    summary: A check is misspelt.
    locator: restored
    severity: high
    verify: [{ check: sql-restore-windw, planned: true }]
  - id: own.figure
    section: "1"
    summary: A figure is met.
    locator: figure
    severity: high
    measure: { measure: uptime, atLeast: 99, unit: "%", planned: true }
  - id: own.old
    section: "1"
    summary: A sentence is old.
    locator: old
    severity: low
    stale: { wording: Old Cloud, because: it closed }
    link: {}
  - id: own.word
    section: "1"
    summary: Somebody vouches.
    locator: word
    severity: low
    attest: { every: P1Y, owner: legal }
`;

const MAIN = `azure: {}
documents:
  - file: own.yaml
attestations: given.yaml
exceptions: accepted.yaml
`;

interface Given {
  readonly attestations?: string;
  readonly exceptions?: string;
  readonly text?: string;
  readonly checks?: readonly KnownCheck[];
  readonly own?: string;
}

const UPTIME: KnownCheck = {
  id: 'uptime',
  parameters: z.strictObject({ atLeast: z.number() }),
  figure: { unit: '%', measures: ['uptime'], days: 30 },
};
const TYPO: KnownCheck = { id: 'sql-restore-windw', parameters: z.strictObject({}) };

function validate({
  attestations = '[]',
  exceptions = '[]',
  text,
  checks = KNOWN_CHECKS,
  own = OWN,
}: Given) {
  const texts: Record<string, string | undefined> = {
    'posture.yaml': MAIN,
    'own.yaml': own,
    'given.yaml': attestations,
    'accepted.yaml': exceptions,
    'own.txt': text,
  };
  const productDocuments = resolve(import.meta.dirname, '../../config/documents');
  return validateConfiguration({
    file: 'posture.yaml',
    environment: {},
    checks,
    asOf: '2026-11-21T12:00:00.000Z',
    files: {
      read: (path) => {
        const found =
          resolve(path) === `${productDocuments}/flinker.yaml`
            ? 'claims: [{ id: flinker.training }]'
            : texts[path];
        return found === undefined ? { missing: true } : { text: found };
      },
      list: (folder) => (resolve(folder) === productDocuments ? ['flinker.yaml'] : []),
    },
  });
}

function problemsOf(own: string, checks: readonly KnownCheck[] = KNOWN_CHECKS): string[] {
  return validate({ own, checks }).problems.map(
    ({ file, line, message }) => `${file}:${line} ${message}`,
  );
}

function noticesOf(given: Given): string[] {
  return validate(given).notices.map(
    ({ kind, file, line, message }) => `${kind} ${file}:${line} ${message}`,
  );
}

describe('validateConfiguration', () => {
  it('tells what is no mistake but worth knowing, with its line', () => {
    expect(noticesOf({})).toEqual([
      'planned-typo own.yaml:10 own.typo: no such check yet: sql-restore-windw (planned); did you mean "sql-restore-window"?; the claim reports unverified',
      'planned own.yaml:16 own.figure: no such measure yet: uptime (planned); the claim reports unverified',
      'stale-wording own.yaml:22 own.old: the statement says "Old Cloud": it closed',
      'link-without-address own.yaml:23 own.old: the statement points to a page but names no address',
      'attestation-missing own.yaml:29 own.word: nobody has vouched for it: legal must, every P1Y',
      `text own.yaml:3 the statement's text "own.txt" is not there`,
    ]);
  });

  it('has a configuration all the same', () => {
    expect(validate({}).problems).toEqual([]);
    expect(validate({}).configuration?.documents).toHaveLength(1);
  });

  it('16: a planned measure or check that exists by now is to lose the mark', () => {
    const found = noticesOf({ checks: [...KNOWN_CHECKS, UPTIME, TYPO] });

    expect(found.filter((text) => text.startsWith('planned'))).toEqual([
      'planned-exists own.yaml:10 own.typo: the check sql-restore-windw exists: take planned: true away',
      'planned-exists own.yaml:16 own.figure: the measure uptime exists: take planned: true away',
    ]);
  });

  it('16: a check that does not exist is an error with file, line and suggestion', () => {
    const own = OWN.replace(', planned: true }]', ' }]');

    expect(problemsOf(own)).toEqual([
      'own.yaml:10 claims[0].verify[0].check: there is no check "sql-restore-windw"; did you mean "sql-restore-window"?',
    ]);
  });

  it.each([
    [
      'uptime',
      '%',
      'claims[1].measure.measure: there is no measure "uptime"; expected a measure that exists',
      [],
    ],
    [
      'uptme',
      '%',
      'claims[1].measure.measure: there is no measure "uptme"; did you mean "uptime"?; expected one of uptime',
      [UPTIME],
    ],
    [
      'uptime',
      'percent',
      'claims[1].measure.unit: uptime is measured in %, not in "percent"',
      [UPTIME],
    ],
  ])('16: likewise the measure %s in %s', (measure, unit, message, more) => {
    const own = OWN.replace(
      'measure: uptime, atLeast: 99, unit: "%", planned: true',
      `measure: ${measure}, atLeast: 99, unit: "${unit}"`,
    );

    expect(problemsOf(own, [...KNOWN_CHECKS, ...more])).toEqual([`own.yaml:16 ${message}`]);
  });

  it('16: a progress figure that nothing gives is an error too, and a mistake in it hides none in the checks', () => {
    const progress = OWN.replace(
      /measure: \{ measure: uptime.*\}/u,
      'progress: { measure: moved, unit: "%" }',
    ).replace(', planned: true }]', ' }]');
    const broken = progress.replace('unit: "%"', 'untt: "%"');

    expect(problemsOf(progress)).toHaveLength(2);
    expect(problemsOf(progress)[1]).toContain('there is no measure "moved"');
    expect(problemsOf(broken).join('\n')).toContain('there is no check "sql-restore-windw"');
  });

  it.each([
    ['2025-11-20', ['attestation-expired']],
    ['2025-11-23', ['attestation-expiring']],
    ['2025-12-21', ['attestation-expiring']],
    ['2025-12-22', []],
    ['2026-11-22', ['attestation-idle', 'attestation-missing']],
  ])('judges an attestation of %s as %o', (date, kinds) => {
    const { notices } = validate({
      attestations: `- { claim: own.word, by: Jane, date: ${date}, proof: x }`,
    });

    expect(
      notices
        .map(({ kind }) => kind)
        .filter((kind) => kind.startsWith('attestation'))
        .toSorted(),
    ).toEqual(kinds);
  });

  it('does not announce the end of an attestation that is renewed already', () => {
    const attestations = `
- { claim: own.word, by: Jane, date: 2025-11-30, proof: x }
- { claim: own.word, by: Jane, date: 2026-11-29, proof: x }
`;

    expect(noticesOf({ attestations }).filter((text) => text.startsWith('attestation'))).toEqual(
      [],
    );
  });

  it('names records that speak of a document which is not bound, or of nothing that was asked', () => {
    const attestations = `
- { claim: flinker.training, by: Jane, date: 2026-01-01, proof: x }
- { claim: own.typo, by: Jane, date: 2026-01-01, proof: x }
- { claim: own.word, by: Jane, date: 2026-01-01, proof: x }
`;

    const idle = noticesOf({ attestations }).filter((text) => text.startsWith('attestation'));

    expect(idle).toEqual([
      'attestation-idle given.yaml:3 own.typo: the claim asks for no attestation',
      'attestation-idle given.yaml:2 flinker.training: its document is not part of this configuration',
    ]);
  });

  it.each([
    ['2026-11-20', 1],
    ['2026-11-21', 0],
  ])('lists an exception that ended on %s: %i', (expires, count) => {
    const exceptions = `- { claim: own.typo, resource: /subscriptions/x/*, reason: r, approvedBy: Jane, expires: ${expires}, check: sql-restore-windw }`;

    const found = noticesOf({ exceptions }).filter((text) => text.startsWith('exception-expired'));

    expect(found).toHaveLength(count);
  });

  it('looks for each locator in the text, whatever its line breaks', () => {
    const text = 'It can be\nRestored; a figure; a word';

    const missing = noticesOf({ text }).filter((found) => found.startsWith('text'));

    expect(missing).toEqual(['text own.yaml:20 own.old: the text does not contain "old"']);
  });
});
