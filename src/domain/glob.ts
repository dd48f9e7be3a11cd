/** Compiles a glob of `*` (any run of characters) and `?` (one character) into a test that ignores case, as ARM names do. */
export function compileGlob(glob: string): (text: string) => boolean {
  const source = glob
    .split('')
    .map((character) => {
      if (character === '*') return '.*';
      if (character === '?') return '.';
      return character.replace(/[\\^$.*+?()[\]{}|]/u, '\\$&');
    })
    .join('');
  const pattern = new RegExp(`^${source}$`, 'isu');
  return (text) => pattern.test(text);
}
