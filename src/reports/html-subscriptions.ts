import type { SubscriptionResult } from '#domain/scan.ts';
import { badge } from './html-shapes.ts';
import { htmlText, proseText } from './html-text.ts';
import { READ_WORDS } from './status-words.ts';

/** What could not be read stands in sight, the grant first; what was read completely is folded. */
export function subscriptionSection(subscriptions: readonly SubscriptionResult[]): string {
  const read = subscriptions.filter(({ status }) => status === 'complete');
  const blind = subscriptions.filter(({ status }) => status !== 'complete');
  const all = subscriptions.length;
  const words =
    all === 0
      ? 'No subscription was read.'
      : `${read.length} of ${all} ${all === 1 ? 'subscription was' : 'subscriptions were'} read completely.`;
  const folded =
    read.length === 0
      ? ''
      : `<details class="fold printed"><summary>Read completely: ${read.length}</summary>\n${read.map(card).join('')}</details>\n`;
  return `<section aria-labelledby="subscriptions">\n<h2 id="subscriptions">Subscriptions</h2>\n<p>${words}</p>\n${blind.map(card).join('')}${folded}</section>\n`;
}

function card({ id, name, status, resources, problems }: SubscriptionResult): string {
  const unread = problems.map(({ operation, code, message, permission }) => {
    const grant = permission === null ? '' : `Needs <code>${htmlText(permission)}</code>. `;
    return `<li>${grant}${proseText(`${operation}: ${code}. ${message}`)}</li>`;
  });
  const list = unread.length === 0 ? '' : `<ul>${unread.join('')}</ul>`;
  return `<div class="card">${badge(READ_WORDS[status])} <strong>${htmlText(name ?? 'name not known')}</strong><p class="meta"><code>${htmlText(id)}</code>, ${resources} resources</p>${list}</div>\n`;
}
