import { z } from 'zod';
import { ask, bad, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { notSaid } from '#traits/said.ts';

export const keyRotation = defineCheck({
  id: 'key-rotation',
  title: 'Key is rotated by a policy of its own',
  short: 'no policy rotates the key',
  trait: 'lifetimes',
  severity: 'medium',
  parameters: z.strictObject({}),
  quantifier: 'every',
  speaksOf: ({ holds }) => holds === 'keys',
  // A secret has no such policy: who makes it anew is its owner, and `key-expiry` asks whether it ends.
  picks: ({ rotation }) => rotation !== undefined,
  guaranteeAnswers: false,
  rationale: 'What a person has to remember is forgotten: only a policy rotates in time.',
  link: 'https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation',
  references: ['Microsoft.KeyVault/vaults/keys 2026-02-01: rotationPolicy.lifetimeActions'],
  judge: ({ what, rotation = notSaid('It has no rotation policy') }) =>
    ask(rotation, 'a policy that rotates it', (word) =>
      word === 'rotates'
        ? good(`A policy rotates the ${what}`)
        : bad(`No policy rotates the ${what}`),
    ),
});
