import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** A fenced block of a page. */
export interface CommandBlock {
  /** Of its opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly heading: string;
  /** The comment right above it; empty: none. */
  readonly mark: string;
  readonly text: string;
}

const known = new Map<string, readonly CommandBlock[]>();

/** Every fenced block of a page, by the same script with which CI takes the README's commands; each page is read once. */
export function blocksOf(page: string): readonly CommandBlock[] {
  const blocks = known.get(page) ?? readBlocks(page);
  known.set(page, blocks);
  return blocks;
}

function readBlocks(page: string): readonly CommandBlock[] {
  const told = execFileSync('sh', ['.ci/command-blocks', page], { cwd: ROOT, encoding: 'utf8' });
  return told
    .split('\u001E')
    .slice(1)
    .map((block) => {
      const [head = '', ...lines] = block.split('\n');
      const [line = '', language = '', heading = '', mark = ''] = head.split('\t');
      return { line: Number(line), language, heading, mark, text: lines.join('\n') };
    });
}
