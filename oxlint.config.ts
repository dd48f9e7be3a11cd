import { defineConfig, type OxlintOverride } from 'oxlint';
import { LAYERS, PURE_FOLDERS, TYPES_ONLY } from './tools/layers.ts';

const JS_SPECIFIER = {
  regex: '^(\\.{1,2}/|#).*\\.[cm]?js$',
  message: 'Write the real .ts name: Node strips types and does not map .js to .ts.',
};

/** One override per folder, because an override replaces the base's list instead of adding to it. */
const layerOverrides: OxlintOverride[] = Object.entries(LAYERS).map(([folder, layer]) => {
  const others = Object.keys(LAYERS).filter(
    (other) => other !== folder && !layer.folders.includes(other),
  );
  const typesOnly = TYPES_ONLY.filter(({ from }) => from === folder);
  return {
    files: [folder === 'checks' ? 'checks/**/*.ts' : `src/${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            JS_SPECIFIER,
            {
              regex: `^(#|(\\.\\./)+(src/)?)(${others.join('|')})/`,
              message: `${folder} may import: ${layer.folders.join(', ') || 'nothing of ours'}. See tools/layers.ts.`,
            },
            {
              regex: '^(#|(\\.\\./)+)(app|main)\\.ts$',
              message: 'Nobody imports the composition root.',
            },
            ...typesOnly.map(({ to, because }) => ({
              regex: `^#${to}/`,
              allowTypeImports: true,
              message: `Only types: ${because}.`,
            })),
          ],
        },
      ],
    },
  };
});

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'oxc'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true },
  ignorePatterns: ['**/*.generated.ts', 'var/**', 'test/config/bad/**'],
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/return-await': ['error', 'always'],
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-imports': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'no-console': 'error',
    'no-restricted-imports': ['error', { patterns: [JS_SPECIFIER] }],
    // Said better by the compiler or a matter of taste that the code base decides otherwise.
    'typescript/consistent-return': 'off',
    'no-await-in-loop': 'off',
    'no-shadow': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-array-reverse': 'off',
    'no-underscore-dangle': 'off',
  },
  overrides: [
    ...layerOverrides,
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    {
      files: PURE_FOLDERS.map((folder) =>
        folder === 'checks' ? 'checks/**/*.ts' : `src/${folder}/**/*.ts`,
      ),
      rules: {
        'no-restricted-globals': [
          'error',
          'process',
          'fetch',
          'setTimeout',
          'setInterval',
          'performance',
          'Date',
        ],
      },
    },
    // The places of the pure folders that do arithmetic on instants or hand them to node-cron; they never ask what time it is.
    {
      files: ['src/domain/instant.ts', 'src/history/expected-runs.ts'],
      rules: { 'no-restricted-globals': 'off' },
    },
  ],
});
