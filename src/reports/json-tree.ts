/** JSON in which a list may be made only while it is written: a function that gives its items. */
export type JsonTree =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly JsonTree[]
  | (() => Iterable<object>)
  | { readonly [member: string]: JsonTree };

/** The tree as JSON with an indent of one, piece by piece, as `JSON.stringify` would write it. A member that is undefined is left out. */
export function* jsonTreePieces(tree: JsonTree, pad = ''): Generator<string> {
  if (typeof tree === 'function') yield* listPieces(tree(), pad);
  else if (Array.isArray(tree)) {
    const items: readonly JsonTree[] = tree;
    yield* between('[', ']', items, pad, (item) => jsonTreePieces(item, `${pad} `));
  } else if (typeof tree === 'object' && tree !== null) {
    const members = Object.entries(tree).filter(([, value]) => value !== undefined);
    yield* between('{', '}', members, pad, function* ([name, value]) {
      yield `${JSON.stringify(name)}: `;
      yield* jsonTreePieces(value, `${pad} `);
    });
  } else yield JSON.stringify(tree ?? null);
}

function* listPieces(items: Iterable<object>, pad: string): Generator<string> {
  yield* between('[', ']', items, pad, function* (item) {
    // A line break inside a text is escaped: those that are there divide members.
    yield JSON.stringify(item, undefined, 1).replaceAll('\n', `\n${pad} `);
  });
}

function* between<T>(
  open: string,
  close: string,
  items: Iterable<T>,
  pad: string,
  pieces: (item: T) => Iterable<string>,
): Generator<string> {
  let isFirst = true;
  for (const item of items) {
    yield isFirst ? `${open}\n${pad} ` : `,\n${pad} `;
    isFirst = false;
    yield* pieces(item);
  }
  yield isFirst ? `${open}${close}` : `\n${pad}${close}`;
}
