import { globSync, readFileSync } from 'node:fs';
import type { GeneratedFile } from './generate-registries.ts';

/** Every "Guess:" of the code's comments, by file: nobody here has an Azure account, so what was guessed must be easy to find. */
export function guessesPage(): GeneratedFile {
  const files = globSync(['src/**/*.ts', 'checks/**/*.ts']).sort();
  const guesses = files.flatMap((file) =>
    guessesIn(readFileSync(file, 'utf8')).map((text) => ({ file, text })),
  );
  const ours = guesses.filter(({ file }) => !file.startsWith('src/simulator/'));
  const simulated = guesses.filter(({ file }) => file.startsWith('src/simulator/'));
  const lines = [
    '# What we guessed about Azure',
    '',
    'Written by `npm run generate` from the comments that say "Guess:". Nobody who wrote this had an Azure account: everything else rests',
    "on Microsoft's type definitions, on answers recorded from the real Azure, on its documentation or on its SDK. What stands here",
    'should be the first thing to try on a live tenant.',
    '',
    '## In general',
    '',
    '- The names of most ARM actions are inferred from the resource types that they read (`posture permissions --why` lists them).',
    '- Deny assignments do not show in what Azure says of our own permissions: they are listed, and what is known and missing is asked for.',
    '- Options of `az` in mending commands are from its documentation and were not run.',
    '',
    '## The monitor',
    '',
    ...ours.map(line),
    '',
    '## The simulated Azure',
    '',
    ...simulated.map(line),
    '',
  ];
  return { path: 'docs/guesses.md', content: lines.join('\n') };
}

function line({ file, text }: { readonly file: string; readonly text: string }): string {
  return `- ${text} ([${file}](../${file}))`;
}

/**
 * The comments with a "Guess:", whole: without what stands before it nobody knows what is guessed. They begin a line; what looks like one
 * inside a line is a branch of members in a text.
 */
function guessesIn(source: string): readonly string[] {
  const comments = source.match(/^[ \t]*\/\*\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n)+/gmu) ?? [];
  return comments.flatMap((comment) => {
    const text = comment
      .replace(/^\s*(?:\/\*\*|\*\/|\*|\/\/)[ \t]?/gmu, '')
      .replace(/\*\/\s*$/u, '')
      .replace(/\s+/gu, ' ')
      .trim();
    return text.includes('Guess:') ? [text.replaceAll('Guess:', '**Guess:**')] : [];
  });
}
