import type { ConfigurationFiles } from '#config/configuration-files.ts';
import { readConfiguration } from '#config/read-configuration.ts';
import { KNOWN_CHECKS } from './known-checks.ts';

/** A document with one claim, at `etc/own.yaml`. */
export const OWN = `
id: own
title: A statement of our own
claims:
  - id: own.pitr
    section: "1"
    summary: Databases can be restored.
    locator: restored
    severity: high
    attest: { every: P1Y, owner: operations }
    verify:
      - { check: sql-point-in-time-retention, with: { days: 14 } }
      - { check: not-made-yet, with: { anything: 1 }, planned: true }
`;

/** Files that exist in a test only. */
export function filesOf(texts: Readonly<Record<string, string>>): ConfigurationFiles {
  return {
    read: (path) => {
      const text = texts[path];
      return text === undefined ? { missing: true } : { text };
    },
    list: () => [],
  };
}

/** Reads a configuration text as `etc/posture.yaml`. */
export function read(
  text: string,
  environment: Record<string, string> = {},
  more: Record<string, string> = {},
) {
  const files = filesOf({ 'etc/posture.yaml': text, 'etc/own.yaml': OWN, ...more });
  return readConfiguration({ file: 'etc/posture.yaml', environment, checks: KNOWN_CHECKS, files });
}

/** The configuration; throws with all problems when there are any. */
export function accepted(outcome: ReturnType<typeof read>) {
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome.configuration;
}

/** The least that a configuration must say. */
export const MINIMAL = 'azure: {}\ndocuments:\n  - file: own.yaml\n';
