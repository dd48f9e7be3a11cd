import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLAIM_STATUSES } from '#domain/status.ts';
import { type Browser, startBrowser } from '../harness/browser-page.ts';
import { chromium } from '../harness/chromium.ts';
import { everyPage } from '../harness/html-pages.ts';

const TELEPHONE = 390;
const SCREEN = 1440;

/** The page of an estate with a hundred claims was 98 000 pixels high. */
const HIGHEST = 40_000;

const NAMES = [
  'scan of the good estate',
  'scan of an estate that is broken in every way',
  'scan with every status',
  'scan with hostile names',
  'statement of the broken estate, by section',
  'statement in Markdown',
  'statement with hostile names',
  'period',
];

describe.skipIf(chromium === undefined)(
  '26: pages on a telephone, in a real browser (left out where Chromium is not installed)',
  { timeout: 120_000 },
  () => {
    let pages: Readonly<Record<string, string>> = {};
    let browser: Browser;
    const show = async (name: string, width = TELEPHONE, colours?: 'light' | 'dark') =>
      await browser.open(pages[name] ?? '', width, colours);

    beforeAll(async () => {
      pages = await everyPage();
      browser = await startBrowser(chromium ?? '');
    }, 300_000);

    afterAll(async () => await browser[Symbol.asyncDispose]());

    it('26: every kind of page is looked at', () => {
      expect(Object.keys(pages)).toEqual(NAMES);
    });

    it.each(NAMES)(
      '26: nothing is wider than the screen, nor the page endless: %s',
      async (name) => {
        for (const width of [TELEPHONE, SCREEN]) {
          await show(name, width);

          expect(await browser.evaluate(WIDER)).toEqual([]);
          expect(await browser.evaluate('document.documentElement.scrollWidth')).toBe(width);
          expect(await browser.evaluate('document.documentElement.scrollHeight')).toBeLessThan(
            HIGHEST,
          );
          // Nor when all of it is unfolded.
          await browser.evaluate(
            'document.querySelectorAll("details").forEach((each) => { each.open = true; })',
          );
          expect(await browser.evaluate('document.documentElement.scrollWidth')).toBe(width);
        }
      },
    );

    it.each(NAMES)(
      '26: every link leads to a place of the page, which is there once: %s',
      async (name) => {
        await show(name);

        expect(await browser.evaluate(LINKS)).toEqual({ dead: [], twice: [], outside: [] });
      },
    );

    it.each(NAMES)('26: has landmarks, a language and headings without a gap: %s', async (name) => {
      await show(name);
      const { lang, landmarks, headings } = (await browser.evaluate(OUTLINE)) as {
        lang: string;
        landmarks: readonly number[];
        headings: readonly number[];
      };

      expect({ lang, landmarks }).toEqual({ lang: 'en', landmarks: [1, 1, 1] });
      expect(headings[0]).toBe(1);
      expect(headings.filter((level) => level === 1)).toHaveLength(1);
      headings.slice(1).forEach((level, index) => {
        expect(level).toBeLessThanOrEqual((headings[index] ?? 0) + 1);
      });
    });

    it.each(NAMES)('26: no instant breaks in its middle: %s', async (name) => {
      await show(name);
      await browser.evaluate(
        'document.querySelectorAll("details").forEach((each) => { each.open = true; })',
      );

      expect(await browser.evaluate(BROKEN_INSTANTS)).toEqual([]);
    });

    it.each(['light', 'dark'] as const)('26: every status is legible: %s', async (colours) => {
      await show('scan with every status', TELEPHONE, colours);
      const ratios = (await browser.evaluate(CONTRASTS)) as Readonly<Record<string, number>>;

      expect(Object.keys(ratios)).toEqual(expect.arrayContaining([...CLAIM_STATUSES]));
      for (const ratio of Object.values(ratios)) expect(ratio).toBeGreaterThanOrEqual(4.5);
    });

    it('26: every status has its own word and its own shape', async () => {
      await show('scan with every status');
      const words = (await browser.evaluate(SHAPES)) as readonly (readonly [string, string])[];

      expect(new Set(words.map(([word]) => word))).toEqual(new Set(CLAIM_STATUSES));
      expect(new Set(words.map(([, shape]) => shape)).size).toBe(CLAIM_STATUSES.length);
    });

    it('26: a broken claim is named at the top, links to its place, and stands before the others', async () => {
      await show('scan of an estate that is broken in every way');
      const [listed, broken, order] = (await browser.evaluate(FIRST)) as readonly string[][];

      expect(broken?.length).toBeGreaterThan(20);
      expect(listed?.slice(0, broken?.length)).toEqual(broken);
      expect(order).toEqual(CLAIM_STATUSES.filter((status) => order?.includes(status)));
    });

    it('26: filters by status and by statement without a script, and prints everything', async () => {
      const name = 'scan of an estate that is broken in every way';
      await show(name);
      const all = await browser.evaluate(SEEN);
      await browser.evaluate('document.querySelector("label[for=status-broken]").click()');
      const broken = (await browser.evaluate(SEEN)) as readonly string[];
      await browser.evaluate('document.querySelector("label[for=document-1]").click()');
      const one = (await browser.evaluate(SEEN)) as readonly string[];
      await browser.medium('print');

      expect(new Set(broken.map((each) => each.split(' ')[0]))).toEqual(new Set(['broken']));
      expect(new Set(one)).toEqual(new Set(['broken 1']));
      expect(one.length).toBeLessThan(broken.length);
      expect(await browser.evaluate(SEEN)).toEqual(all);
      expect(await browser.evaluate('document.querySelector(".filters").offsetHeight')).toBe(0);
    });

    it('26: on paper what is to be looked at is unfolded, and a list of what is well is not', async () => {
      await show('scan of an estate that is broken in every way');
      const folded = await browser.evaluate(UNFOLDED);
      await browser.medium('print');

      expect(folded).toEqual({ violations: false, quiet: false });
      // The browser lays out anew for the other medium in its own time.
      await expect
        .poll(async () => await browser.evaluate(UNFOLDED), { timeout: 20_000 })
        .toEqual({ violations: true, quiet: false });
    });

    it('26: the statement reads as it was meant: headings, lists, emphasis, and hostile text as text', async () => {
      await show('statement in Markdown');
      const shown = (await browser.evaluate(STATEMENT)) as Readonly<Record<string, string[]>>;

      expect(shown['headings']).toEqual(['Security of Example', 'Data Protection', 'Deletion']);
      expect(shown['strong']).toEqual(['encrypted at rest', 'backups for 14 days']);
      expect(shown['em']).toEqual(['Example', 'in transit']);
      expect(shown['code']).toEqual(['TLS 1.2']);
      expect(shown['pre']).toEqual(['tls >= 1.2']);
      expect(shown['items']?.join('\n')).toMatch(/^1\. First TLS 1\.2 or later\./u);
      expect(shown['items']).toHaveLength(6);
      expect(shown['text']?.[0]).toContain('<b>Nothing</b> <script>alert(1)</script> is kept.');
      expect(shown['text']?.[0]).not.toMatch(/\*\*|_in|\]\(|^#|```|--------/mu);
    });
  },
);

/** Elements that reach beyond the right edge, as tag and class. */
const WIDER = `[...document.querySelectorAll('body *')]
  .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5 && !each.closest('svg'))
  .map((each) => each.tagName + '.' + each.className)`;

const LINKS = `(() => {
  const links = [...document.querySelectorAll('a')].map((each) => each.getAttribute('href'));
  const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
  return {
    dead: links.filter((each) => each.startsWith('#') && !document.getElementById(each.slice(1))),
    twice: ids.filter((each, index) => ids.indexOf(each) !== index),
    outside: links.filter((each) => !each.startsWith('#')),
  };
})()`;

const OUTLINE = `({
  lang: document.documentElement.lang,
  landmarks: ['body > header', 'main', 'footer'].map((each) => document.querySelectorAll(each).length),
  headings: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((each) => Number(each.tagName[1])),
})`;

const BROKEN_INSTANTS = `[...document.querySelectorAll('time')]
  .filter((each) => each.getClientRects().length > 1)
  .map((each) => each.textContent)`;

/** The contrast of each status with what it stands on, by WCAG's formula. */
const CONTRASTS = `(() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (each) => {
    const colour = getComputedStyle(each).backgroundColor;
    return colour === 'rgba(0, 0, 0, 0)' ? ground(each.parentElement) : colour;
  };
  return Object.fromEntries([...document.querySelectorAll('.status, .meta, a, legend')].map((each) => {
    const [dark, bright] = [light(getComputedStyle(each).color), light(ground(each))].sort((a, b) => a - b);
    return [each.textContent.trim().slice(0, 20), (bright + 0.05) / (dark + 0.05)];
  }));
})()`;

const SHAPES = `[...document.querySelectorAll('main h3 .status')].map((each) => [
  each.textContent.trim(),
  document.querySelector(each.querySelector('use').getAttribute('href')).innerHTML,
])`;

const FIRST = `[
  [...document.querySelectorAll('.look a')].map((each) => each.getAttribute('href').slice(1)),
  [...document.querySelectorAll('.claim[data-status=broken]')].map((each) => each.id),
  [...document.querySelectorAll('.group')].map((each) => each.id),
]`;

/** The claims that are seen, as status and place of the statement. */
const SEEN = `[...document.querySelectorAll('.claim')]
  .filter((each) => each.getClientRects().length > 0)
  .map((each) => each.dataset.status + ' ' + each.dataset.document)`;

const UNFOLDED = `(() => {
  const isSeen = (each) => each.checkVisibility({ contentVisibilityAuto: true });
  return {
    violations: isSeen(document.querySelector('.finding dl')),
    quiet: [...document.querySelectorAll('.quiet li')].some(isSeen),
  };
})()`;

const STATEMENT = `(() => {
  const within = document.querySelector('.statement').cloneNode(true);
  within.querySelectorAll('.finding').forEach((each) => each.remove());
  const texts = (selector) => [...within.querySelectorAll(selector)].map((each) => each.textContent.trim());
  return {
    headings: texts('h2, h3, h4'),
    strong: texts('strong'),
    em: texts('em'),
    code: texts('code'),
    pre: texts('pre'),
    items: texts('li'),
    text: [within.textContent],
  };
})()`;
