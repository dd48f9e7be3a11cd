import type { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** A Markdown table of every key that a JSON Schema knows: path, form, default, meaning. */
export function referenceOf(schema: Schema): string {
  const rows = rowsOf(schema, '');
  return [`| key | form | default | meaning |`, `|---|---|---|---|`, ...rows, ''].join('\n');
}

function rowsOf(schema: Schema, path: string): string[] {
  return [
    ...propertyRows(schema, path),
    ...itemRows(schema, path),
    ...variants(schema).flatMap((variant) => rowsOf(variant, path)),
  ];
}

function propertyRows(schema: Schema, path: string): string[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    if (typeof property === 'boolean') return [];
    const key = path === '' ? name : `${path}.${name}`;
    const row = `| \`${key}\`${required.has(name) ? ' **required**' : ''} | ${formOf(property)} | ${defaultOf(property)} | ${cell(property.description ?? '')} |`;
    return [row, ...rowsOf(property, key)];
  });
}

function itemRows(schema: Schema, path: string): string[] {
  const { items } = schema;
  return items === undefined || typeof items === 'boolean' || Array.isArray(items)
    ? []
    : rowsOf(items, `${path}[]`);
}

function variants(schema: Schema): readonly Schema[] {
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(
    (variant) => typeof variant === 'object',
  );
}

function formOf(schema: Schema): string {
  const several = variants(schema);
  if (several.length > 0) return [...new Set(several.map(formOf))].join(' or ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined)
    return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.type === 'array') {
    const { items } = schema;
    return typeof items === 'object' && !Array.isArray(items) ? `list of ${formOf(items)}` : 'list';
  }
  if (schema.type === 'object') return 'mapping';
  if (schema.type === 'string') return schema.format === 'date' ? 'date' : 'text';
  if (schema.type === 'integer') return `whole number${rangeOf(schema)}`;
  return typeof schema.type === 'string' ? schema.type : 'anything';
}

function rangeOf({ minimum, maximum }: Schema): string {
  const highest = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? '' : `…${maximum}`;
  return minimum === undefined ? '' : ` (${minimum}${highest === '' ? ' or more' : highest})`;
}

function defaultOf(schema: Schema): string {
  return schema.default === undefined ? '' : `\`${cell(JSON.stringify(schema.default))}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
