import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { brotliDecompressSync } from 'node:zlib';
import { toInstant } from '#domain/instant.ts';
import type { StateStore } from '#domain/state-store.ts';
import { openStore } from '#store/open-store.ts';
import { FIXTURES, withoutFileStill } from './lived-estate.ts';

/** Text or bytes of a fixture that is kept compressed. */
export function unpacked(name: string): Buffer {
  return brotliDecompressSync(readFileSync(join(FIXTURES, `${name}.br`)));
}

/** Puts the state into a directory that an older version left, as it left it. */
export function putLivedState(directory: string): void {
  const db = new DatabaseSync(join(directory, 'state.db'));
  db.exec(withoutFileStill(unpacked('state.sql').toString('utf8')));
  db.close();
}

/** All that a state says of findings, alerts, changes, messages and exceptions. */
export async function everythingIn(store: StateStore) {
  const alerts = await store.openAlerts();
  const all = await store.recentAlerts(9_999);
  return {
    alerts,
    messages: (await Promise.all(all.map(async ({ id }) => await store.messages(id)))).flat(),
    changes: await store.changesBetween(toInstant(0), '9999-01-01T00:00:00.000Z'),
    findings: (
      await Promise.all((await store.resourceIds()).map(async (id) => await store.findingsOf(id)))
    ).flat(),
    covers: await store.exceptionCovers(),
  };
}

/** The same of the state in a directory. */
export async function everythingAt(directory: string) {
  const store = await openStore(directory);
  try {
    return await everythingIn(store);
  } finally {
    store.close();
  }
}
