import type { Cell } from '#traits/cell.ts';
import { andThen, type Said } from '#traits/said.ts';

/** Whether a retention policy is on. Source: azure-facts §5, blob service: absent = off; of shares the absence is not documented. */
export function policyState(service: Cell, name: string): Said<'on' | 'off'> {
  const policy = service.at(`properties/${name}`);
  const unset = { means: 'off', source: 'azure-facts §5: absent = off' } as const;
  const none = policy.oneOf<'on' | 'off'>({}, unset);
  if (none.said && name !== 'shareDeleteRetentionPolicy') return none;
  return policy.at('enabled').oneOf<'on' | 'off'>({ true: 'on', false: 'off' });
}

/** The days that a policy names; more or fewer than Azure knows are not understood. */
export function days(policy: Cell): Said<number> {
  const count = policy.at('days');
  return andThen(count.number(), (value) =>
    Number.isInteger(value) && value >= 0 && value <= 365
      ? count.number()
      : count.notUnderstood(`${value} days are none that Azure has`),
  );
}
