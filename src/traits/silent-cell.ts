import type { Cell } from './cell.ts';
import type { NotSaid } from './said.ts';

/** A cell that has one answer to every question: why nothing is said. */
export function silentCell(answer: NotSaid): Cell {
  const never = () => answer;
  const cell: Cell = {
    from: answer.from,
    readAt: 0,
    at: () => cell,
    isThere: never,
    raw: never,
    text: never,
    number: never,
    flag: never,
    past: never,
    earliest: never,
    instant: never,
    pastSeconds: never,
    list: never,
    members: never,
    oneOf: never,
    optionalText: never,
    optionalPast: never,
    optionalSeconds: never,
    means: never,
    notUnderstood: never,
  };
  return cell;
}
