import type { MisbehaviourRule } from '../estate/schema.ts';

/** A request, as far as rules look at it. */
export interface Struck {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly subscription: string | undefined;
  /** Where the resource is that the path names, if it names one. */
  readonly location: string | undefined;
}

/** One thing that a rule does. */
export type Effect = MisbehaviourRule['effect'];

interface ActiveRule {
  readonly rule: MisbehaviourRule;
  readonly pattern: RegExp | undefined;
  readonly random: () => number;
  struck: number;
}

/** The rules in force. Each strikes as often and as likely as it says, in the same order for the same seed. */
export class Misbehaviour {
  #rules: ActiveRule[] = [];

  constructor(rules: readonly MisbehaviourRule[]) {
    this.replace(rules);
  }

  /** Puts other rules in force; their counts start anew. */
  replace(rules: readonly MisbehaviourRule[]): void {
    this.#rules = rules.map((rule) => ({
      rule,
      pattern: rule.match.path === undefined ? undefined : new RegExp(rule.match.path, 'i'),
      random: seeded(rule.seed ?? 1),
      struck: 0,
    }));
  }

  /** The rules in force, as they were given. */
  list(): MisbehaviourRule[] {
    return this.#rules.map(({ rule }) => rule);
  }

  /** What happens to this request. Asking counts: ask once a request. */
  strike(request: Struck): Effect[] {
    const effects: Effect[] = [];
    for (const active of this.#rules) {
      const { times, probability } = active.rule;
      if ('deny' in active.rule.effect || !isMatch(active, request)) continue;
      if (times !== undefined && active.struck >= times) continue;
      if (probability !== undefined && active.random() >= probability) continue;
      active.struck++;
      effects.push(active.rule.effect);
    }
    return effects;
  }

  /** Whether a rule that matches the request is about the connection that it comes over. Counts nothing. */
  strikesConnection(request: () => Struck): boolean {
    const about = this.#rules.filter(({ rule }) => isAboutConnection(rule.effect));
    if (about.length === 0) return false;
    const struck = request();
    return about.some((active) => isMatch(active, struck));
  }

  /** The actions which rules take away for every request that they match. */
  deniedActions(request: Struck | undefined): string[] {
    const denied: string[] = [];
    for (const active of this.#rules) {
      const { effect } = active.rule;
      if ('deny' in effect && (request === undefined || isMatch(active, request))) {
        denied.push(effect.deny);
      }
    }
    return denied;
  }
}

function isAboutConnection(effect: Effect): boolean {
  return (
    'latencyMs' in effect ||
    'hang' in effect ||
    'resetConnection' in effect ||
    'truncateBody' in effect
  );
}

function isMatch({ rule, pattern }: ActiveRule, request: Struck): boolean {
  const { method, subscription, location } = rule.match;
  const isSame = (wanted: string | undefined, given: string | undefined): boolean =>
    wanted === undefined || wanted.toLowerCase() === given?.toLowerCase();
  return (
    isSame(method, request.method) &&
    isSame(subscription, request.subscription) &&
    isSame(location, request.location) &&
    (pattern === undefined || pattern.test(request.url))
  );
}

/** Mulberry32: the same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
