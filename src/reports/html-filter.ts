import { badge } from './html-shapes.ts';
import { htmlText } from './html-text.ts';
import type { Shape, StatusWord } from './status-words.ts';

/** What a page may be narrowed to, and what there is of it. */
export interface Filters {
  readonly statuses: readonly { readonly word: StatusWord; readonly count: number }[];
  /** Titles of the statements; fewer than two are nothing to choose from. */
  readonly documents: readonly string[];
  /** Which statements have a claim of a status, as `status document`. */
  readonly pairs: ReadonlySet<string>;
}

/**
 * Shows of what carries `data-status` and `data-document` within `.claims` only what is chosen, without a script. On the screen
 * alone: what is printed is whole, whatever was chosen.
 */
export function filterRules({ statuses, documents, pairs }: Filters): string {
  const rules = statuses.map(
    ({ word: { shape } }) =>
      `body:has(#status-${shape}:checked) .claims [data-status]:not([data-status="${shape}"]) { display: none; }`,
  );
  if (documents.length > 1)
    documents.forEach((_, index) => {
      const chosen = `body:has(#document-${index}:checked)`;
      rules.push(
        `${chosen} .claims [data-document]:not([data-document="${index}"]) { display: none; }`,
        `${chosen} .group:not(:has([data-document="${index}"])) { display: none; }`,
      );
      for (const { word } of statuses)
        if (!pairs.has(pairOf(word.shape, index)))
          rules.push(`${chosen}:has(#status-${word.shape}:checked) .nothing { display: block; }`);
    });
  return `@media screen {\n${rules.join('\n')}\n}\n`;
}

/** How `Filters.pairs` names a claim's status and the place of its statement. */
export function pairOf(shape: Shape, document: number): string {
  return `${shape} ${document}`;
}

/** The choices themselves; where the browser cannot follow them they are not shown. Nothing where there is nothing to choose. */
export function filterChoices({ statuses, documents }: Filters): string {
  const byStatus = statuses.map(({ word, count }) =>
    choice('status', word.shape, `${badge(word)} <span class="count">${count}</span>`),
  );
  const byDocument = documents.map((title, index) =>
    choice('document', `${index}`, htmlText(title)),
  );
  const sets = [
    byStatus.length > 1 ? choices('status', 'Show claims that are', byStatus) : '',
    byDocument.length > 1 ? choices('document', 'of', byDocument) : '',
  ].filter((set) => set !== '');
  if (sets.length === 0) return '';
  return `<div class="filters">\n${sets.join('\n')}\n</div>
<p class="nothing">No claim of this statement has this status.</p>\n`;
}

function choices(name: string, legend: string, options: readonly string[]): string {
  return `<fieldset><legend>${legend}</legend><input type="radio" name="${name}" id="${name}-all" checked><label for="${name}-all">all</label>${options.join('')}</fieldset>`;
}

function choice(name: string, value: string, label: string): string {
  return `<input type="radio" name="${name}" id="${name}-${value}"><label for="${name}-${value}">${label}</label>`;
}
