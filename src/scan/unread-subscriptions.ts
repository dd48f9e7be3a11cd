import type { SubscriptionInventory } from '#inventory/scope-answers.ts';

/** A subscription of the scopes for which the reader gave no inventory is one that was not read, never one without resources. */
export function notRead(id: string, readAt: number): SubscriptionInventory {
  return { id, name: null, status: 'unreadable', entries: [], problems: [], readAt };
}

/** One sentence: why a part of a subscription may be unseen, and what would mend it. */
export function describeBlindness(inventory: SubscriptionInventory): string {
  const [first] = inventory.problems;
  const name = inventory.name === null ? inventory.id : `${inventory.name} (${inventory.id})`;
  const grant =
    first === undefined || first.permission === null ? '' : ` Grant ${first.permission}.`;
  return `Subscription ${name} is ${inventory.status}: ${first?.message ?? 'it was not read'}.${grant}`.replace(
    '..',
    '.',
  );
}
