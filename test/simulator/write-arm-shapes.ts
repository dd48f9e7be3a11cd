import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { armShapesText } from './arm-shapes-text.ts';

/** Run it after the type definitions changed: `node test/simulator/write-arm-shapes.ts`. */
writeFileSync(
  resolve(import.meta.dirname, '../../src/simulator/arm/arm-shapes.generated.json'),
  armShapesText(),
);
