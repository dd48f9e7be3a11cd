import type { ClaimPeriod, PeriodReport } from '#history/period-report.ts';
import { claimAnchor } from './html-anchor.ts';
import { type Filters, filterChoices, filterRules, pairOf } from './html-filter.ts';
import { lookList } from './html-look.ts';
import { pageEnd, pageHead } from './html-page.ts';
import { badge } from './html-shapes.ts';
import { htmlText, proseText } from './html-text.ts';
import { periodStrip } from './period-strip.ts';
import { coverageSentence, lengthsSentence, spellSentence, stretchWord } from './period-words.ts';

type Status = ClaimPeriod['timeline'][number]['status'];

/** The worst first; a time of which nothing is known is worse than one in which a claim was seen to be in no violation. */
const RANKS: readonly Status[] = [
  'broken',
  'unverified',
  'not-known',
  'expired',
  'vacuous',
  'excepted',
  'reported',
  'attested',
  'holds',
];

/** Somebody will ask about a claim that was one of these at any time. */
const ASKED_ABOUT: ReadonlySet<Status> = new Set(RANKS.slice(0, 5));

/** So many spells, gaps and unread stretches stand in sight; the others are folded. */
const IN_SIGHT = 3;

/** A claim with the worst that it was in the period. */
interface Worst {
  readonly claim: ClaimPeriod;
  readonly worst: Status;
  readonly document: number;
}

/** The period as one page that needs nothing else, fit for a telephone and for printing: what was broken first. */
export function* periodHtml(report: PeriodReport): Generator<string> {
  const documents = [...new Set(report.claims.map(({ document }) => document))];
  const claims = report.claims
    .map((claim) => ({
      claim,
      worst: worstOf(claim),
      document: documents.indexOf(claim.document),
    }))
    .sort((a, b) => RANKS.indexOf(a.worst) - RANKS.indexOf(b.worst));
  const filters = filtersOf(claims, documents);
  yield pageHead({
    title: `Security statements from ${report.from} to ${report.to}`,
    kind: 'Period report',
    style: filterRules(filters),
  });
  yield `<p class="overall">${proseText(overall(claims))}</p>\n<p class="meta">${proseText(coverageSentence(report))}</p>\n${totals(filters)}</header>\n<main id="main">\n`;
  yield lookList(
    claims.filter(({ worst }) => ASKED_ABOUT.has(worst)).map(lookedAt),
    'Nothing: no claim was broken, and none was unverified or not known at any time.',
  );
  yield '<div class="claims">\n';
  yield filterChoices(filters);
  for (const { word, count } of filters.statuses) {
    yield `<section class="group" id="${word.shape}" data-status="${word.shape}" aria-labelledby="${word.shape}-heading">\n<h2 id="${word.shape}-heading">At worst ${word.word}: ${count === 1 ? 'one claim' : `${count} claims`}</h2>\n`;
    for (const each of claims)
      if (stretchWord(each.worst).shape === word.shape) yield claimBlock(report, each);
    yield '</section>\n';
  }
  yield '</div>\n';
  yield* section(
    'gaps',
    'Gaps',
    report.gaps.map(({ from, to, detail }) => `${from} to ${to}: ${detail}`),
    'There is no gap.',
  );
  yield* section('unread', 'Subscriptions that could not be read', report.blind.map(blindWords));
  yield pageEnd(
    'Every stretch of every claim is in timeline.csv: posture evidence period --format csv.',
  );
}

function worstOf({ timeline, spells }: ClaimPeriod): Status {
  if (spells.length > 0) return 'broken';
  const seen = new Set(timeline.map(({ status }) => status));
  return RANKS.find((status) => seen.has(status)) ?? 'not-known';
}

function overall(claims: readonly Worst[]): string {
  if (claims.length === 0) return 'Nothing is known of any claim.';
  const count = (status: Status): number => claims.filter(({ worst }) => worst === status).length;
  const held = count('holds');
  const broken = count('broken');
  const of = `Of ${claims.length === 1 ? 'one claim' : `${claims.length} claims`}`;
  return `${of} ${broken === 0 ? 'none was seen broken' : `${broken} ${broken === 1 ? 'was' : 'were'} broken at some time`}; ${held} held and ${held === 1 ? 'was' : 'were'} verified the whole time.`;
}

function filtersOf(claims: readonly Worst[], documents: readonly string[]): Filters {
  return {
    statuses: RANKS.flatMap((status) => {
      const count = claims.filter(({ worst }) => worst === status).length;
      return count === 0 ? [] : [{ word: stretchWord(status), count }];
    }),
    documents,
    pairs: new Set(claims.map(({ worst, document }) => pairOf(stretchWord(worst).shape, document))),
  };
}

function totals({ statuses }: Filters): string {
  const items = statuses.map(
    ({ word, count }) => `<li><a href="#${word.shape}">${count} ${badge(word)}</a></li>`,
  );
  return `<nav aria-label="Claims by the worst that they were"><ul class="totals">${items.join('')}</ul></nav>\n`;
}

function lookedAt({ claim, worst }: Worst) {
  return {
    anchor: claimAnchor(claim.document, claim.claim),
    word: stretchWord(worst),
    id: claim.claim,
    summary: claim.summary ?? '(no longer made)',
    beside: lengthsSentence(claim),
  };
}

function claimBlock(report: PeriodReport, { claim, worst, document }: Worst): string {
  const { shape } = stretchWord(worst);
  const last = stretchWord(claim.timeline.at(-1)?.status ?? 'not-known');
  const spells = claim.spells.map(
    (spell) => `<li>broken ${proseText(spellSentence(spell, report.to))}</li>`,
  );
  return `<article class="claim is-${shape}" id="${claimAnchor(claim.document, claim.claim)}" data-status="${shape}" data-document="${document}">
<h3><code>${htmlText(claim.claim)}</code></h3> at the end ${badge(last)}
<p class="words">${proseText(claim.summary ?? '(no longer made)')}</p>
${periodStrip(claim, report.from, report.to)}<p class="meta">${proseText(lengthsSentence(claim))}</p>
${folded(spells, 'spells')}</article>\n`;
}

function blindWords(blind: PeriodReport['blind'][number]): string {
  const why = [...blind.codes, ...blind.permissions].join(', ');
  return `${blind.from} to ${blind.to ?? 'the end'}: ${blind.subscriptionId} ${blind.status}; ${why}`;
}

/** Nothing where there is nothing to tell and no words for that: an empty list would say that nothing at all was unknown. */
function* section(
  id: string,
  title: string,
  lines: readonly string[],
  empty?: string,
): Generator<string> {
  if (lines.length === 0 && empty === undefined) return;
  yield `<section aria-labelledby="${id}">\n<h2 id="${id}">${title}</h2>\n`;
  yield lines.length === 0
    ? `<p>${empty ?? ''}</p>\n`
    : folded(
        lines.map((line) => `<li>${proseText(line)}</li>`),
        'entries',
      );
  yield '</section>\n';
}

function folded(items: readonly string[], words: string): string {
  if (items.length === 0) return '';
  const list = (shown: readonly string[]): string =>
    `<ul class="spells">${shown.join('\n')}</ul>\n`;
  const further = items.slice(IN_SIGHT);
  return further.length === 0
    ? list(items)
    : `${list(items.slice(0, IN_SIGHT))}<details class="fold printed"><summary>${further.length} more ${words}</summary>\n${list(further)}</details>\n`;
}
