import { StoreError } from '#domain/errors.ts';

/** The code of the StoreError that `act` throws. */
export async function codeOf(opened: Promise<unknown>): Promise<string | undefined> {
  try {
    await opened;
  } catch (error) {
    return error instanceof StoreError ? error.code : String(error);
  }
  return undefined;
}
