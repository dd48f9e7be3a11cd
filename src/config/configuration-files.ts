import { readdirSync, readFileSync } from 'node:fs';

/** What reading a file gave. */
type FileAnswer =
  | { readonly text: string }
  | { readonly missing: true }
  | { readonly unreadable: string };

/** How configuration files are reached; tests hand in their own. Never throws for what a file system can be expected to do. */
export interface ConfigurationFiles {
  read(path: string): FileAnswer;
  /** Names in a directory; empty when it is not there. */
  list(directory: string): readonly string[];
}

/** The files of the machine, as UTF-8; a file that is not valid UTF-8 is unreadable. */
export const diskFiles: ConfigurationFiles = {
  read(path) {
    try {
      return {
        text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path)),
      };
    } catch (error) {
      const code = codeOf(error);
      return code === 'ENOENT' || code === 'ENOTDIR' ? { missing: true } : { unreadable: code };
    }
  },
  list(directory) {
    try {
      return readdirSync(directory).toSorted();
    } catch {
      // Only used to suggest names: a directory that cannot be read suggests none.
      return [];
    }
  },
};

function codeOf(error: unknown): string {
  if (error instanceof TypeError) return 'not valid UTF-8';
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return error.code;
  throw error;
}
