import type { Cell } from '#traits/cell.ts';
import type { Holds, Subject } from '#traits/subject.ts';
import type {
  Beside,
  Guarantee,
  TraitName,
  Traits,
  Translation,
  WithParent,
} from '#traits/trait.ts';
import type { Read } from './define-read.ts';

type Serves = Subject['serves'];

/** The resource that is translated, as the population names it. */
export interface About {
  /** As Azure wrote it. */
  readonly id: string;
  readonly name: string;
}

/** How a type's answers are put into a trait's words: from which reads, and how. */
export interface Saying<Item, N extends string = string> {
  readonly reads: readonly N[];
  /** The kinds of items that it can make, where a trait is said in several pieces: a question about other kinds reads nothing of it. */
  readonly only?: readonly string[];
  readonly say: (cells: readonly Cell[], about: About) => Translation<Item>;
}

/** `from('account', 'blobs')((account, blobs, about) => …)`: the reads by name, then what they say. */
export function from<const N extends readonly [string, ...string[]]>(...reads: N) {
  return <Item>(
    say: (...args: [...{ [K in keyof N]: Cell }, About]) => Translation<Item>,
  ): Saying<Item, N[number]> => ({
    reads,
    // The engine hands over one cell for each name, in their order.
    say: (cells, about) => say(...(cells as { [K in keyof N]: Cell }), about),
  });
}

/** A piece of a trait that makes items of these kinds alone. */
export function only<S extends Saying<unknown>>(kinds: readonly string[], saying: S): S {
  return { ...saying, only: kinds };
}

type TraitOf<T extends TraitName, N extends string> =
  | Saying<Traits[T], N>
  | readonly Saying<Traits[T], N>[]
  | Beside
  | Guarantee
  | WithParent;

/** What has to be said of a type that holds data, or answers clients: a hole is a type error. */
export type RequiredTraits<H extends Holds, S extends Serves> =
  | ([H] extends ['nothing'] ? never : 'places' | 'encryption' | 'backups' | 'logs')
  | (S extends 'clients' ? 'endpoints' : never);

/** A resource to mend, in the words of a command. */
export interface Mendable {
  readonly id: string;
  readonly name: string;
}
/** The command that mends a violation of a check; null where no single command does. */
export type Mend = (resource: Mendable, parameters: never) => string | null;

/** One way to break a good resource: members set, by read and path; the named checks must fail, and no others. */
export interface Break {
  readonly as: string;
  /** Read name → path in its body → value; `undefined` removes the member. */
  readonly set: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly breaks: readonly string[];
  /** The parameters under which it breaks them, where the usual ones do not. */
  readonly with?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Checks that no longer know. */
  readonly blinds?: readonly string[];
}

/** A resource that keeps every promise: its id, and the body of each read (a list of them for a group). */
export interface Good {
  readonly id: string;
  readonly bodies: Readonly<Record<string, unknown>>;
  /** Questions to which even this one has no answer, because the file says of their trait that nobody knows. */
  readonly unknown?: readonly string[];
  /** Questions that even this one breaks, because the type never can be as they ask, and why. */
  readonly cannot?: Readonly<Record<string, string>>;
  /** Questions that it passes and that nothing which can be set makes fail, and why. */
  readonly unbreakable?: Readonly<Record<string, string>>;
}

export interface ResourceTypeDefinition<
  H extends Holds,
  S extends Serves,
  R extends Readonly<Record<string, Read>>,
> {
  /** As Azure spells it. */
  readonly type: string;
  readonly holds: H;
  readonly serves: S;
  /** Absent: the provider. */
  readonly runs?: Subject['runs'];
  /** Data passes through it or is worked on there, although nothing rests in it and no client talks to it. */
  readonly passes?: Subject['passes'];
  /** The first one is about the resource itself. */
  readonly reads: R;
  /** Why a resource of the type counts for nothing (a system database), told from its first read; a doubt counts. */
  readonly setAside?: (own: Cell, about: About) => string | undefined;
  readonly traits: { readonly [T in RequiredTraits<H, S>]: TraitOf<T, keyof R & string> } & {
    readonly [T in TraitName]?: TraitOf<T, keyof R & string>;
  };
  /** By check. */
  readonly mend: Readonly<Record<string, Mend>>;
  readonly good: Good;
  readonly breaks: readonly Break[];
  /** Members of the type's schema that no trait reads, by read and path (`properties/primaryEndpoints/**`), and why. */
  readonly leaves: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A resource type as the engine sees it. */
export type ResourceType = Omit<
  ResourceTypeDefinition<Holds, Serves, Readonly<Record<string, Read>>>,
  'traits'
> & { readonly traits: { readonly [T in TraitName]?: TraitOf<T, string> } };

/** Declares all that is known about one resource type; returns it with its types forgotten, so that all fit one catalogue. */
export function defineResourceType<
  const H extends Holds,
  const S extends Serves,
  const R extends Readonly<Record<string, Read>>,
>(definition: ResourceTypeDefinition<H, S, R>): ResourceType {
  // Every trait of the definition is one of the names, with a saying of its own reads.
  return definition;
}
