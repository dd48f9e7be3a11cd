import type { ClaimPeriod } from '#history/period-report.ts';
import { millisecondsBetween } from './duration-words.ts';
import { htmlText, proseText } from './html-text.ts';
import { lengthsSentence, stretchWord } from './period-words.ts';
import type { Shape } from './status-words.ts';

const WIDTH = 1000;
const HEIGHT = 20;

/** A violation of a minute in a year is still to be seen. */
const LEAST_WIDTH = 2;

/** How high a stretch stands: what is worse is higher, so that the picture says the same without its hues. Not known: a gap. */
const HEIGHTS: Readonly<Record<Shape, number>> = {
  broken: 20,
  unverified: 15,
  expired: 15,
  vacuous: 11,
  excepted: 9,
  reported: 9,
  attested: 7,
  holds: 5,
  'not-known': 0,
};

/** A claim's statuses over the period as a picture with its ends below; who cannot see it hears the same as a sentence. */
export function periodStrip(claim: ClaimPeriod, from: string, to: string): string {
  const whole = millisecondsBetween(from, to);
  const place = (instant: string): number =>
    whole <= 0 ? 0 : (millisecondsBetween(from, instant) / whole) * WIDTH;
  // The worst is drawn last: a short one is not hidden below its neighbours.
  const stretches = claim.timeline
    .map((stretch) => ({ ...stretch, shape: stretchWord(stretch.status).shape }))
    .sort((a, b) => HEIGHTS[a.shape] - HEIGHTS[b.shape])
    .map(({ from: begin, to: end, shape }) => {
      const height = HEIGHTS[shape];
      const width = Math.max(place(end) - place(begin), LEAST_WIDTH);
      return `<rect class="is-${shape}" x="${number(place(begin))}" y="${HEIGHT - height}" width="${number(width)}" height="${height}"/>`;
    });
  return `<svg class="strip" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${htmlText(lengthsSentence(claim))}"><rect class="back" x="0" y="${HEIGHT - 1}" width="${WIDTH}" height="1"/>${stretches.join('')}</svg>
<p class="meta ends"><span>${proseText(from)}</span> <span>${proseText(to)}</span></p>\n`;
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}
