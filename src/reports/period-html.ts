import type { ClaimPeriod, PeriodReport } from '#period/period-report.ts';
import { badge, PAGE_END, pageHead } from './html-page.ts';
import { htmlText } from './html-text.ts';
import { coverageSentence, lengthsSentence, spellSentence, stretchWord } from './period-words.ts';

/** The period as one page that needs nothing else, fit for printing. */
export function* periodHtml(report: PeriodReport): Generator<string> {
  yield pageHead(`Security statements from ${report.from} to ${report.to}`);
  yield `<p>${htmlText(coverageSentence(report))}</p>\n`;
  yield `<table><thead><tr><th>At the end</th><th>Claim</th><th>Over the period</th></tr></thead><tbody>\n`;
  for (const claim of report.claims) yield claimRow(report, claim);
  yield '</tbody></table>\n';
  yield `<h2>Gaps</h2>\n<table><thead><tr><th>From</th><th>To</th><th>Why</th></tr></thead><tbody>\n`;
  for (const { from, to, detail } of report.gaps) yield row([from, to, detail]);
  yield '</tbody></table>\n';
  yield* unreadSubscriptions(report);
  yield PAGE_END;
}

/** Nothing where every run read every subscription: an empty table would say that nothing at all was unknown. */
function* unreadSubscriptions({ blind: all }: PeriodReport): Generator<string> {
  if (all.length === 0) return;
  yield '<h2>Subscriptions that could not be read</h2>\n';
  yield `<table><thead><tr><th>From</th><th>To</th><th>Subscription</th><th>Why</th></tr></thead><tbody>\n`;
  for (const blind of all)
    yield row([
      blind.from,
      blind.to ?? 'the end',
      `${blind.subscriptionId} ${blind.status}`,
      [...blind.codes, ...blind.permissions].join(', '),
    ]);
  yield '</tbody></table>\n';
}

function claimRow(report: PeriodReport, claim: ClaimPeriod): string {
  const last = claim.timeline.at(-1)?.status ?? 'not-known';
  const spells = claim.spells.map(
    (spell) => `<li>broken ${htmlText(spellSentence(spell, report.to))}</li>`,
  );
  const list = spells.length === 0 ? '' : `<ul>${spells.join('')}</ul>`;
  return `<tr><td>${badge(stretchWord(last))}</td><td>${htmlText(claim.claim)}<br><small>${htmlText(claim.summary ?? '(no longer made)')}</small></td><td>${htmlText(lengthsSentence(claim))}${list}</td></tr>\n`;
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${htmlText(cell)}</td>`).join('')}</tr>\n`;
}
