import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildArmShapes } from './arm-shapes.ts';

const FILE = resolve(import.meta.dirname, '../../src/simulator/arm/arm-shapes.generated.json');

/** The content of `src/simulator/arm/arm-shapes.generated.json`, before the formatter has been over it. */
export function armShapesText(): string {
  return `${JSON.stringify(buildArmShapes(), null, 2)}\n`;
}

/** `node test/simulator/arm-shapes-text.ts` writes the file, to be run when the type definitions have changed. */
if (process.argv[1] === import.meta.filename) writeFileSync(FILE, armShapesText());
