/**
 * Which folder may import which, besides itself. The table lives once: the linter's overrides and the architecture test read it.
 * `packages`: what may come from outside; `node:` stands for Node's own modules, `*` for any package.
 */
export interface Layer {
  readonly folders: readonly string[];
  readonly packages: readonly string[];
}

const PURE = ['domain'] as const;

export const LAYERS: Readonly<Record<string, Layer>> = {
  domain: { folders: [], packages: [] },
  traits: { folders: ['domain'], packages: ['zod'] },
  // All that is known of one ARM type in one file; none knows another.
  'resource-types': { folders: ['domain', 'traits', 'azure'], packages: ['zod'] },
  // The questions: no Azure type is named there.
  checks: { folders: ['domain', 'traits'], packages: ['zod'] },
  evaluation: {
    folders: ['domain', 'traits', 'resource-types', 'inventory'],
    packages: ['zod'],
  },
  drift: { folders: [...PURE], packages: [] },
  alerting: { folders: [...PURE], packages: ['node:crypto'] },
  'merkle-log': { folders: ['domain'], packages: ['node:crypto'] },
  // Which way out is taken, for everything that asks over HTTP: one decision, whoever the client is.
  network: { folders: ['domain'], packages: ['node:', 'undici'] },
  // yazl, the two Azure clients and undici only in the files that are named after them.
  evidence: {
    folders: ['domain', 'merkle-log', 'network'],
    packages: [
      'node:',
      'yazl',
      '@azure/keyvault-keys',
      '@azure/storage-blob',
      '@azure/core-auth',
      'undici',
    ],
  },
  // What was so, from what is kept; node-cron says when a run was due.
  history: { folders: ['domain', 'drift', 'config'], packages: ['node-cron'] },
  reports: {
    folders: [...PURE, 'history'],
    packages: ['cli-table3', 'cli-progress', 'node:crypto', 'node:util', 'node:stream'],
  },
  azure: { folders: ['domain', 'network'], packages: ['@azure/', 'node:', 'pino'] },
  // What is there, by every way that Azure offers to say it.
  inventory: { folders: ['domain', 'azure'], packages: ['zod', 'p-map', '@azure/'] },
  channels: {
    folders: ['domain', 'alerting', 'network'],
    packages: ['undici', 'nodemailer', 'zod', 'pino', 'node:'],
  },
  web: { folders: ['domain', 'network'], packages: ['undici', 'node:'] },
  store: { folders: ['domain', 'drift', 'alerting'], packages: ['node:', 'zod', 'pg', 'pg-boss'] },
  config: { folders: ['domain', 'evaluation'], packages: ['zod', 'yaml', 'node-cron', 'node:'] },
  // Deciding and sending: knows neither what a scan is nor when one is due.
  delivery: { folders: ['domain', 'alerting', 'reports'], packages: ['pino', 'node:crypto'] },
  // One scan, from the population to the record and its snapshot; knows nothing of schedules.
  scan: {
    folders: [
      'domain',
      'evaluation',
      'drift',
      'alerting',
      'evidence',
      'history',
      'reports',
      'config',
      'azure',
      'inventory',
      'resource-types',
      'delivery',
    ],
    packages: ['p-map', 'pino', 'node:', 'zod'],
  },
  // What goes on from scan to scan.
  service: {
    folders: [
      'domain',
      'evaluation',
      'drift',
      'alerting',
      'evidence',
      'history',
      'reports',
      'config',
      'delivery',
      'scan',
      'inventory',
    ],
    packages: ['pino', 'node-cron', 'node:fs', 'node:path'],
  },
  replay: {
    folders: [
      'domain',
      'evaluation',
      'drift',
      'evidence',
      'scan',
      'azure',
      'inventory',
      'resource-types',
    ],
    packages: ['node:'],
  },
  server: {
    folders: ['reports', 'evidence', 'config', 'domain'],
    packages: ['fastify', 'pino'],
  },
  simulator: { folders: [], packages: ['*'] },
  cli: {
    folders: [
      'scan',
      'delivery',
      'service',
      'history',
      'replay',
      'reports',
      'evidence',
      'config',
      'domain',
      'evaluation',
      'server',
      'simulator',
      'alerting',
      'azure',
      'inventory',
      'resource-types',
    ],
    packages: ['commander', 'pino', 'node:', 'cli-table3', 'ulid'],
  },
};

/** What the folder may not take from the ones it may import, and why: types travel further than code. */
export const TYPES_ONLY: readonly {
  readonly from: string;
  readonly to: string;
  readonly because: string;
}[] = [
  { from: 'history', to: 'config', because: 'the configuration arrives as a parameter' },
  { from: 'scan', to: 'azure', because: 'the reader of Azure arrives as a parameter' },
  { from: 'resource-types', to: 'azure', because: 'the reader of Azure arrives as a parameter' },
  { from: 'evaluation', to: 'inventory', because: 'what is there arrives as a parameter' },
  { from: 'scan', to: 'config', because: 'the configuration arrives as a parameter' },
  { from: 'service', to: 'config', because: 'the configuration arrives as a parameter' },
  {
    from: 'service',
    to: 'inventory',
    because: 'the reader of change records arrives as a parameter',
  },
  { from: 'replay', to: 'azure', because: 'the reader over kept answers arrives as a parameter' },
  { from: 'cli', to: 'azure', because: 'the connection to Azure comes from the workbench' },
  { from: 'cli', to: 'inventory', because: 'it comes from the workbench' },
];

/** Folders in which nothing may read the clock, the environment, a file or the network. */
export const PURE_FOLDERS = [
  'domain',
  'traits',
  'resource-types',
  'evaluation',
  'drift',
  'history',
  'alerting',
  'checks',
] as const;
