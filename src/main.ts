#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { refuseOldNode } from './cli/refuse-old-node.ts';

refuseOldNode(packageJson.engines.node);
// In the checkout and not in the machine's temporary folder, where another user could lay code of his own. Where it cannot be written,
// as in the image, every start compiles anew.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/posture'));
await import('./start.ts');
