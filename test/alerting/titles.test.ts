import { describe, expect, it } from 'vitest';
import { titleOf } from '#alerting/notification-title.ts';
import type { Finding } from '#domain/finding.ts';
import type { FindingEnd } from '#domain/finding-end.ts';
import { databaseId, minute } from '../harness/findings.ts';
import { alert, member } from './policies.ts';

const VAULT =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-flex-prod2';
const words = { fact: 'purge protection is off', property: 'enablePurgeProtection' };
const vault = (of: Partial<Finding> = {}) => ({
  ...member({ resourceId: VAULT, claim: 'flex.keys', ...of }),
  words,
});
const encrypted = (name: string) => {
  const known = member({ resourceId: databaseId(name), claim: 'flex.encryption-at-rest' });
  return { ...known, key: name, words: { fact: 'encryption at rest is off', property: null } };
};

describe('20: the sixty characters of a telephone', () => {
  it('20: are resource, fact and claim', () => {
    const title = titleOf(alert({}, [vault()]), 'firing');

    expect(title).toBe('kv-flex-prod2: purge protection is off (flex.keys)');
    expect(`[HIGH] ${title}`.length).toBeLessThanOrEqual(60);
  });

  it('20: count several resources by what they are, and say what else fails', () => {
    const three = ['a', 'b', 'c'].map(encrypted);

    expect(titleOf(alert({}, three), 'firing')).toBe(
      '3 SQL databases: encryption at rest is off (flex.encryption-at-rest)',
    );
    expect(titleOf(alert({}, [...three.slice(1), vault()]), 'firing')).toMatch(
      /^3 resources: .*, and 1 more \(flex\.\S+ and 1 more\)$/u,
    );
  });

  it('20: keep both ends of a long name, so that the fact is in sight', () => {
    const resourceId = databaseId(`sql-${'x'.repeat(60)}-prod`);
    const title = titleOf(alert({}, [{ ...vault({ resourceId }), words }]), 'firing');

    expect(title).toMatch(/^sql-x+…x+-prod: purge/u);
    expect(title.indexOf('purge protection is off')).toBeLessThan(36);
  });

  it.each<[FindingEnd, string]>([
    ['passes', 'restored'],
    ['gone', 'gone'],
    ['left-scope', 'left the scope'],
    ['excepted', 'excepted'],
  ])('20: an end that is %s is called so and nothing else', (because, name) => {
    const over = { at: minute(9), because, observed: null, changedBy: null };
    const ended = alert({ state: 'resolved' }, [{ ...vault(), state: 'over', over }]);

    expect(titleOf(ended, 'over')).toBe(
      `kv-flex-prod2: ${name}, was: purge protection is off (flex.keys)`,
    );
  });

  it('20: of a violation that an earlier version wrote are the reason of the verdict', () => {
    expect(titleOf(alert(), 'firing')).toBe(
      'db1: database keeps backups for some days (flex.pitr)',
    );
  });

  it('20: say of what breaks and mends again and again what it is', () => {
    const cause = { kind: 'flapping', finding: 'f' } as const;

    expect(titleOf(alert({ kind: 'flapping', cause }, [vault()]), 'firing')).toBe(
      'kv-flex-prod2: keeps breaking and mending, was: purge protection is off (flex.keys)',
    );
  });
});
