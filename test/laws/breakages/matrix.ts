import type { MatrixRow } from './breakage.ts';
import { KEY_VAULT_ROWS } from './key-vaults.ts';
import { INSTANCE_ROWS } from './managed-instance.ts';
import { PROTECTED_ITEM_ROWS } from './protected-items.ts';
import { RECOVERY_VAULT_ROWS } from './recovery-vaults.ts';
import { REPLICA_ROWS } from './replicas.ts';
import { SQL_ROWS } from './sql.ts';
import { STORAGE_ROWS } from './storage.ts';
import { STORAGE_PLACE_ROWS } from './storage-places.ts';

/** Every setting that the matrix breaks. */
export const MATRIX_ROWS: readonly MatrixRow[] = [
  ...SQL_ROWS,
  ...REPLICA_ROWS,
  ...INSTANCE_ROWS,
  ...STORAGE_ROWS,
  ...STORAGE_PLACE_ROWS,
  ...KEY_VAULT_ROWS,
  ...RECOVERY_VAULT_ROWS,
  ...PROTECTED_ITEM_ROWS,
];
