import { buildArmShapes } from './arm-shapes.ts';

/** The text of `src/simulator/arm/arm-shapes.generated.json`: one line a member, so that a difference is readable. */
export function armShapesText(): string {
  return `${JSON.stringify(buildArmShapes(), null, 2)}\n`;
}
