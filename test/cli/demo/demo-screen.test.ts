import { describe, expect, it } from 'vitest';
import { createStage, onOneScreen } from '#cli/demo/demo-screen.ts';

const ALERT = [
  '[HIGH] Broken: x',
  '  Claim      “x” (a.b in a)',
  '  From → to  orders: 14 days → 7 days',
  '             a longer sentence',
  '             /subscriptions/1/databases/orders',
  '  Who        anna',
  '  Where      1 resource',
  '  Commands   posture alerts show al_1',
  '             posture alerts ack al_1',
];

describe('4: the screen of the demo', () => {
  it('4: tells of each section how it begins, of which resource, and how to take the alert', () => {
    expect(onOneScreen(ALERT, 'firing')).toEqual([
      ...ALERT.slice(0, 3),
      ALERT[4],
      ALERT[5],
      '  Commands   posture alerts ack al_1',
    ]);
    expect(onOneScreen(ALERT, 'resolved')).toEqual([ALERT[0], ALERT[2], ALERT[5]]);
  });

  it('4: acts that overlap are read one after the other', () => {
    const read: string[] = [];
    const stage = createStage((line) => read.push(line));

    const [first, second] = [stage.open(), stage.open()];
    second.say('2a');
    first.say('1a');
    second.say('2b');
    first.say('1b');
    first.end();
    second.say('2c');
    second.end();

    expect(read).toEqual(['1a', '1b', '2a', '2b', '2c']);
  });
});
