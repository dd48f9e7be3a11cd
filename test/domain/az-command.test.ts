import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { azCommand, azScope } from '#domain/az-command.ts';
import { toAddress } from '#domain/resource-address.ts';

describe('azCommand', () => {
  it('quotes every value, numbers too', () => {
    const command = azCommand`az sql db show --name ${'a b'} --days ${14} --yes`;

    expect(command).toBe("az sql db show --name 'a b' --days '14' --yes");
  });

  it.each(['plain', "o'clock", '$(id)', '`id`', '"; rm -rf x', 'a\\b', "''", 'ü', ''])(
    'hands %j to a shell unchanged',
    (value) => {
      const command = azCommand`printf %s ${value}`;

      expect(execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' })).toBe(value);
    },
  );
});

describe('6: names that a command would read as something else', () => {
  it('6: one that begins with a dash stays the value of its option', () => {
    expect(azCommand`az sql db show --name ${'-x'} --server ${'a'}`).toBe(
      "az sql db show --name='-x' --server 'a'",
    );
  });

  it('6: an address in a command is encoded', () => {
    expect(toAddress('/subscriptions/1/providers/A.B/c/a+b#c %?/d/current')).toBe(
      '/subscriptions/1/providers/A.B/c/a%2Bb%23c%20%25%3F/d/current',
    );
  });
});

describe('azScope', () => {
  it('names group and subscription, quoted', () => {
    const id =
      "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg(it's)/providers/A.B/c/d";

    expect(azScope(id)).toBe(
      String.raw`--resource-group 'rg(it'\''s)' --subscription '11111111-1111-4111-8111-111111111111'`,
    );
  });

  it('leaves out the group of a resource that has none', () => {
    expect(azScope('/subscriptions/1/providers/A.B/c/d')).toBe("--subscription '1'");
  });

  it('is empty for what is no resource id', () => {
    expect(azScope('nonsense')).toBe('');
  });
});
