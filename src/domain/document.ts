import type { Instant } from './instant.ts';
import type { Severity } from './severity.ts';

/** How a claim is verified; see the shared reading of the statements. */
export type ClaimKind = 'auto' | 'measure' | 'attest' | 'link' | 'progress' | 'stale';

/** One use of a check by a claim: its id and the parameters, already parsed by the check's schema where it exists. */
export interface CheckUse {
  readonly check: string;
  readonly with: Readonly<Record<string, unknown>>;
}

export interface AttestationDemand {
  /** ISO-8601 duration after which the attestation is out of date. */
  readonly every: string;
  readonly owner: string;
  /** ISO-8601 duration before its end at which the owner is reminded; absent: a month. */
  readonly remind?: string;
}

/** A figure that Azure can answer with; the claim holds when the figure meets the stated one. */
export interface MeasureDemand {
  readonly measure: string;
  readonly atLeast: number;
  readonly unit: string;
  /** The statement says "about": what was measured is rounded to the digits of the stated figure. */
  readonly about?: true;
  /** ISO-8601 duration that the statement speaks of: a figure over a shorter time is reported, and does not hold. */
  readonly over?: string;
}

export interface ProgressDemand {
  readonly measure: string;
  readonly unit: string;
}

/** Neither `url` nor `urls`: the statement points to a page but names no address. */
export interface LinkDemand {
  readonly url?: string;
  readonly urls?: readonly string[];
}

/** Every address that a claim points to, each once; empty: it names none, or points nowhere. */
export function addressesOf(link: LinkDemand | undefined): readonly string[] {
  return [...new Set([...(link?.url === undefined ? [] : [link.url]), ...(link?.urls ?? [])])];
}

/** The sentence refers to something that has ceased to exist. */
export interface StaleWording {
  readonly wording: string;
  readonly because: string;
}

export interface Claim {
  readonly id: string;
  readonly section: string;
  readonly summary: string;
  /** A few words that find the place in the text. */
  readonly locator: string;
  readonly severity: Severity;
  /** The part of the statement's scope that it speaks of; absent: of the whole. */
  readonly part?: string;
  readonly kinds: readonly ClaimKind[];
  readonly verify: readonly CheckUse[];
  readonly attest?: AttestationDemand;
  readonly measure?: MeasureDemand;
  readonly link?: LinkDemand;
  readonly progress?: ProgressDemand;
  readonly stale?: StaleWording;
}

/** A published statement, claim by claim. */
export interface Statement {
  readonly id: string;
  readonly title: string;
  readonly publisher?: string;
  readonly published?: string;
  /** Path or address of the statement's own text. */
  readonly text?: string;
  readonly claims: readonly Claim[];
}

/** Where a statement's service lives. */
export interface Scope {
  /** Lower case; absent together with managementGroups: all visible subscriptions. */
  readonly subscriptions?: readonly string[];
  readonly managementGroups?: readonly string[];
  /** Globs, compared without case. */
  readonly resourceGroups?: readonly string[];
  /** All must be carried by the resource, its parent or its resource group. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly exclude: {
    readonly resourceIds: readonly string[];
    /** Lower case. */
    readonly resourceTypes: readonly string[];
    readonly tags: Readonly<Record<string, string>>;
  };
}

/** A statement bound to the part of Azure that it speaks of, with the parameters in force. */
export interface BoundDocument {
  readonly statement: Statement;
  /** null: nothing but its parts. Where there are parts, the whole is this and all of them. */
  readonly scope: Scope | null;
  /** The parts that the statement speaks of, by name; absent: none is told apart, and every claim speaks of the whole. */
  readonly parts?: Readonly<Record<string, Scope>>;
}

/** Every scope that a statement was given: its own and those of its parts. */
export function scopesOf({ scope, parts = {} }: BoundDocument): readonly Scope[] {
  return [...(scope === null ? [] : [scope]), ...Object.values(parts)];
}

/** The scopes that a claim speaks of: that of its part, else of the whole. */
export function scopesSpokenOf(document: BoundDocument, { part }: Claim): readonly Scope[] {
  const own = part === undefined ? undefined : document.parts?.[part];
  return own === undefined ? scopesOf(document) : [own];
}

/** A person's word for a claim. */
export interface Attestation {
  readonly claim: string;
  readonly document?: string;
  readonly by: string;
  /** ISO date on which it was given. */
  readonly date: string;
  /** Where the proof is: an address, or what a file is called. */
  readonly proof: string;
  /** SHA-256 of the file that is the proof, 64 hex digits: whoever is shown one later can tell whether it is this one. */
  readonly proofSha256?: string;
  readonly note?: string;
  /** When and by whom it was written into the state; absent for one that stands in the attestations file. */
  readonly recorded?: { readonly id: string; readonly at: Instant; readonly by: string };
}

/** An attestation in the state, where it was sealed with everything else. */
export type RecordedAttestation = Attestation & Required<Pick<Attestation, 'recorded'>>;

/**
 * An accepted deviation. It covers what was observed when it was approved: another check, another item or another value is a violation.
 */
export interface Exception {
  readonly claim: string;
  /** The check whose violations it accepts; absent in what older versions recorded: every one. */
  readonly check?: string;
  /** ARM id or glob of ids, compared without case; absent: every resource of `resourceType`. */
  readonly resource?: string;
  /** ARM type, compared without case. */
  readonly resourceType?: string;
  /** Item or glob of items, compared without case; absent: whatever was observed when it was approved. */
  readonly item?: string;
  /** What was observed when it was approved; absent: what the first scan under it observes. */
  readonly observed?: unknown;
  readonly reason: string;
  readonly approvedBy: string;
  /** ISO date; from the end of this day (UTC) it no longer counts. */
  readonly expires: string;
  readonly ticket?: string;
}

/** What an exception was seen to cover first; it covers that, and nothing worse. */
export interface ExceptionCover {
  /** `exceptionKey`. */
  readonly exception: string;
  /** `findingKey`. */
  readonly finding: string;
  readonly at: Instant;
  /** Whether there was a deviation at all; where there was none, nothing was approved. */
  readonly deviated: boolean;
  readonly observed: unknown;
  /** It was seen by checks of an older version, in a form of their own: what is observed next is what was approved. */
  readonly isFormer?: true;
}
