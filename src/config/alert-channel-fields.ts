import { z } from 'zod';
import { AlertUrl, SecretReference, Words } from './field.ts';

/** What a channel is called. */
export const Name = Words.meta({ description: 'Unique name, shown instead of the address.' });

/** An address of a channel; some are secrets themselves. */
export const Address = z
  .union([SecretReference, AlertUrl])
  .meta({ description: 'The address, or where it is when it must stay secret.' });

/** A certificate authority of one channel. */
const CaFile = Words.meta({
  description:
    'PEM file of a certificate authority, trusted in addition and for this channel alone.',
});

/** Whether the channel wakes somebody, with the default of its type. */
function pagesField(pages: boolean) {
  return z.boolean().default(pages).meta({
    description: 'It wakes somebody: without routes it is told only of what is critical or high.',
  });
}

/** What every channel over the network may say besides. */
export function network(pages: boolean) {
  return {
    caFile: CaFile.exactOptional(),
    privateNetwork: z.boolean().default(false).meta({
      description: 'The address may lie in a private network; otherwise such a host is refused.',
    }),
    pages: pagesField(pages),
  };
}

/** Keys of before a rotation. */
export const previousKeys = z.array(SecretReference).default([]).meta({
  description: 'Keys of before a rotation, with which alerts that began with them still end.',
});

/** Addresses of before a rotation. */
export const previousUrls = z.array(Address).default([]).meta({
  description: 'Addresses of before a rotation, at which alerts that began there still end.',
});
