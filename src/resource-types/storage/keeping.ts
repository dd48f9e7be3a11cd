import type { Cell } from '#traits/cell.ts';
import type { Keeping } from '#traits/keeping.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { beside, type Translation } from '#traits/trait.ts';
import { days, policyState } from './retention-policy.ts';
import { servicesOf } from './services.ts';

/** For how long what is deleted of an account can be had back. */
export function keepingOf(
  account: Cell,
  blobs: Cell,
  files: Cell,
  shares: Cell,
): Translation<Keeping> {
  const services = servicesOf(account);
  if (!services.said) return services;
  const deleted = blobs.at('properties/deleteRetentionPolicy');
  const ofBlobs: readonly Keeping[] = [
    {
      what: 'blobs',
      recoverableDays: recoverableDays(blobs, 'deleteRetentionPolicy'),
      purge: deleted
        .at('allowPermanentDelete')
        .oneOf({ true: 'allowed', false: 'refused' } as const),
    },
    // Deleting a container takes its blobs along, whatever is kept of single ones.
    {
      what: 'containers',
      recoverableDays: recoverableDays(blobs, 'containerDeleteRetentionPolicy'),
    },
  ];
  const rows = shares.list();
  const hasShares = services.value.files && !(rows.said && rows.value.length === 0);
  const ofShares: Keeping = {
    what: 'file shares',
    recoverableDays: andThen(rows, () => recoverableDays(files, 'shareDeleteRetentionPolicy')),
  };
  const items = [
    ...(services.value.blobs === 'none' ? [] : ofBlobs),
    ...(hasShares ? [ofShares] : []),
  ];
  return items.length === 0
    ? beside('The account holds no file share, and can hold nothing else')
    : items;
}

function recoverableDays(service: Cell, name: string): Said<number> {
  const policy = service.at(`properties/${name}`);
  return andThen(policyState(service, name), (word) =>
    word === 'on' ? days(policy) : map(policyState(service, name), () => 0),
  );
}
