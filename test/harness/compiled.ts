import { resolve } from 'node:path';

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/posture-tests');

/** Node writes its compile cache when a process ends, but these are killed: it is written when all is loaded. */
const PRELOAD = `import { enableCompileCache, flushCompileCache } from 'node:module';
enableCompileCache(${JSON.stringify(CACHE)});
for (const later of [0, 200]) setTimeout(flushCompileCache, later).unref();`;

/** Node's flags for a child that is started again and again and killed each time: what was compiled once is not compiled anew. */
export const COMPILED: readonly string[] = [
  '--import',
  `data:text/javascript,${encodeURIComponent(PRELOAD)}`,
];
