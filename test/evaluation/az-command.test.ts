import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { azCommand } from '#evaluation/az-command.ts';

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
