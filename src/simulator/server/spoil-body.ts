import { isJson, type Json } from '../json.ts';
import type { Effect } from './misbehaviour.ts';

/** Changes an answer's body as a rule says: one item, or every element of a list. The body that it gets stays as it was. */
export function spoilBody(body: unknown, effect: Effect, link: () => string): unknown {
  if (!isJson(body)) return body;
  if ('endlessPages' in effect)
    return Array.isArray(body['value']) ? { ...body, nextLink: link() } : body;
  if ('dropNextLink' in effect) {
    const { nextLink: _, $skipToken: __, ...rest } = body;
    return rest;
  }
  if ('skewCount' in effect) {
    const total = body['totalRecords'];
    return typeof total === 'number' ? { ...body, totalRecords: total + effect.skewCount } : body;
  }
  if ('emptyList' in effect) return onItems(body, () => []);
  if ('hideRows' in effect) {
    const pattern = new RegExp(effect.hideRows, 'iu');
    const isHidden = (row: unknown): boolean => isJson(row) && pattern.test(String(row['id']));
    const total = body['totalRecords'];
    const hidden = itemsOf(body)?.filter(isHidden).length ?? 0;
    const counted = typeof total === 'number' ? { ...body, totalRecords: total - hidden } : body;
    return onItems(counted, (items) => items.filter((row) => !isHidden(row)));
  }
  if ('dropItem' in effect) {
    return onItems(body, (items) => items.filter((_, position) => position !== effect.dropItem));
  }
  const change = changeOf(effect);
  if (change === undefined) return body;
  const items = itemsOf(body);
  return items === undefined
    ? change(body)
    : onItems(body, (all) => all.map((item) => (isJson(item) ? change(item) : item)));
}

function changeOf(effect: Effect): ((item: Json) => Json) | undefined {
  if ('setProperty' in effect) {
    const { path, value } = effect.setProperty;
    return (item) => withMember(item, path.split('.'), () => value);
  }
  if ('nullProperty' in effect) {
    return (item) => withMember(item, effect.nullProperty.split('.'), () => null);
  }
  if ('removeProperty' in effect) {
    return (item) => withMember(item, effect.removeProperty.split('.'), () => undefined);
  }
  return undefined;
}

/** A list of Azure Resource Manager has its rows in `value`, one of Resource Graph in `data`. */
function itemsOf(body: Json): readonly unknown[] | undefined {
  const items = body['value'] ?? body['data'];
  return Array.isArray(items) ? items : undefined;
}

function onItems(body: Json, change: (items: readonly unknown[]) => readonly unknown[]): Json {
  const items = itemsOf(body);
  if (items === undefined) return body;
  const changed = change(items);
  if (Array.isArray(body['value'])) return { ...body, value: changed };
  return { ...body, data: changed, count: changed.length };
}

/** A copy with one member set or, for undefined, left out. A path that leads nowhere changes nothing unless it sets. */
function withMember(item: Json, path: readonly string[], value: () => unknown): Json {
  const [name, ...rest] = path;
  if (name === undefined) return item;
  const own = Object.keys(item).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
  if (rest.length === 0) {
    const { [own]: _, ...others } = item;
    const next = value();
    return next === undefined ? others : { ...item, [own]: next };
  }
  const below = item[own];
  if (!isJson(below)) return item;
  return { ...item, [own]: withMember(below, rest, value) };
}
