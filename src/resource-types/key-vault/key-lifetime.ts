import { isZeroDuration, parseDuration } from '#domain/calendar-duration.ts';
import type { Cell } from '#traits/cell.ts';
import type { KeyStrength, Lifetime } from '#traits/keeping.ts';
import { andThen, everyOne, map, type Said, together } from '#traits/said.ts';
import type { About } from '../define-resource-type.ts';

/** Nobody can use a disabled key; what it says of itself then does not matter. */
export function disabledKey(row: Cell): string | undefined {
  const enabled = row.at('properties/attributes/enabled').flag();
  return enabled.said && !enabled.value ? 'The key is disabled' : undefined;
}

/** When a key of a vault or of a managed HSM ends. Source: Microsoft.KeyVault/vaults/keys and managedHSMs/keys, 2026-02-01. */
export function lifetimeOf(own: Cell, { name }: About): readonly Lifetime[] {
  return [
    {
      what: `key ${name}`,
      enabled: own.at('properties/attributes/enabled').flag(),
      // No `exp` in attributes that were sent means that it never expires.
      expires: own.at('properties/attributes/exp').optionalSeconds(),
      created: own.at('properties/attributes/created').pastSeconds(),
      rotation: rotationOf(own),
      strength: strengthOf(own),
    },
  ];
}

/** What a lifetime action can do. Source: Microsoft.KeyVault/vaults/keys, 2026-02-01. */
function rotationOf(own: Cell): Said<'rotates' | 'stays'> {
  return andThen(own.at('properties').isThere(), () => {
    const actions = own.at('properties/rotationPolicy/lifetimeActions');
    return andThen(actions.isThere(), (isThere) => {
      // "Omitted if empty", says Azure's own type text.
      if (!isThere) return own.at('properties').means('stays' as const);
      return andThen(actions.list(), (rows) =>
        andThen(everyOne(rows.map(actionOf)), (words) =>
          words.includes('rotates')
            ? actions.means('rotates' as const)
            : actions.means('stays' as const),
        ),
      );
    });
  });
}

function actionOf(row: Cell): Said<'rotates' | 'notifies'> {
  const type = row.at('action/type').oneOf({ rotate: 'rotates', notify: 'notifies' } as const);
  return andThen(type, (word) => (word === 'notifies' ? type : map(timeOf(row), () => word)));
}

function timeOf(row: Cell): Said<string> {
  const after = row.at('trigger/timeAfterCreate').text();
  const before = row.at('trigger/timeBeforeExpiry').text();
  return andThen(after.said ? after : before, (text) => {
    const duration = parseDuration(text);
    return duration !== undefined && !isZeroDuration(duration)
      ? row.at('trigger').means(text)
      : row.at('trigger').notUnderstood(`The time ${text} of a rotation is not understood`);
  });
}

function strengthOf(own: Cell): Said<KeyStrength> {
  const type = own.at('properties/kty').text();
  return andThen(type, (kty) =>
    kty.toUpperCase().startsWith('RSA')
      ? map<{ type: string; bits: number }, KeyStrength>(
          together({ type, bits: bitsOf(own.at('properties/keySize')) }),
          ({ bits }) => ({
            type: kty,
            bits,
            curve: null,
          }),
        )
      : map<{ type: string; curve: string }, KeyStrength>(
          together({ type, curve: own.at('properties/curveName').text() }),
          ({ curve }) => ({
            type: kty,
            bits: null,
            curve,
          }),
        ),
  );
}

/** Guess: no key of RSA is larger, and a size beyond it is no size. */
const MOST_BITS = 16_384;

function bitsOf(size: Cell): Said<number> {
  return andThen(size.number(), (bits) =>
    Number.isInteger(bits) && bits > 0 && bits <= MOST_BITS
      ? size.means(bits)
      : size.notUnderstood(`A key of ${bits} bits is not understood`),
  );
}
