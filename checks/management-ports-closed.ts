import { z } from 'zod';
import { azCommand } from '#domain/az-command.ts';
import { countOf } from '#traits/addresses.ts';
import { type Answer, all } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import type { Inbound, InboundRule } from '#traits/inbound.ts';
import { type Opening, openingAt } from '#traits/opening.ts';
import type { Said } from '#traits/said.ts';

/** SSH, RDP and the two of WinRM. */
const PORTS = [22, 3389, 5985, 5986];

/** So many addresses are the internet: more than any company has. */
const AT_LARGE = 2 ** 24;

export const managementPortsClosed = defineCheck({
  id: 'management-ports-closed',
  title: 'No management port of a machine is open to the internet',
  short: 'a management port is open to the internet',
  trait: 'inbound',
  severity: 'critical',
  parameters: z.strictObject({
    ports: z.array(z.int().min(1).max(65_535)).min(1).default(PORTS),
    /** How many public addresses may come in together; each /64 of IPv6 counts as one. An office's range by default. */
    addresses: z.int().min(0).default(256),
  }),
  quantifier: 'every',
  speaksOf: ({ runs }) => runs === 'owner',
  guaranteeAnswers: false,
  rationale:
    'An open management port is tried by everybody within minutes, and a weak password or an unpatched service behind it is a way in. TCP is asked: RDP over UDP serves only who came in over TCP.',
  link: 'https://learn.microsoft.com/azure/defender-for-cloud/just-in-time-access-overview',
  references: [
    'Microsoft, "How network security groups filter network traffic"; "Virtual network service tags"; "Public IP addresses", SKU',
  ],
  judge(inbound, { parameters: { ports, addresses } }) {
    // The schema asks for a port at least.
    return ports
      .map((port) => askPort(inbound, port, openingAt(inbound, port, 'tcp'), addresses))
      .reduce((one, other) => all([one, other]));
  },
});

function askPort({ what }: Inbound, port: number, known: Said<Opening>, most: number): Answer {
  const expected = `at most ${most} public addresses reach a management port`;
  const { from } = known;
  if (!known.said) {
    const { why: reason, problem } = known;
    const answer = { status: 'unknown', expected, observed: null, reason, from } as const;
    return problem === undefined ? answer : { ...answer, problem };
  }
  const { surely, perhaps, ways, rules, doubt } = known.value;
  const open = countOf(surely);
  const observed = { [`port ${port}`]: open > AT_LARGE ? 'internet' : open };
  if (open > most) {
    const way = ways.map((one) => one.what).join(', ');
    const by = rules.length === 0 ? 'no rule stands in the way' : `let in by ${namesOf(rules)}`;
    const reason = `Port ${port} of ${what} is open to ${open > AT_LARGE ? 'the internet' : `${open} public addresses`} through ${way}: ${by}`;
    return { status: 'fail', expected, observed, reason, from, mend: mendOf(rules) };
  }
  if (countOf(perhaps) > most) {
    const why = doubt?.why ?? 'a rule is not understood';
    const reason = `Whether port ${port} of ${what} is open to the internet is not known: ${why}`;
    const answer = { status: 'unknown', expected, observed, reason, from } as const;
    return doubt?.problem === undefined ? answer : { ...answer, problem: doubt.problem };
  }
  const reason = open === 0 ? 'closed' : `open to ${open} stated public addresses`;
  return {
    status: 'pass',
    expected,
    observed,
    reason: `Port ${port} of ${what} is ${reason}`,
    from,
  };
}

function namesOf(rules: readonly InboundRule[]): string {
  return rules.map(({ name }) => `rule ${name}`).join(' and ');
}

/** Turned into one that refuses, a rule mends for sure; taken away, another one below may let in the same. Null where a rule has no name. */
function mendOf(rules: readonly InboundRule[]): string | null {
  const ids = rules.map(({ id }) => id);
  if (ids.length === 0 || ids.includes(null)) return null;
  return ids
    .map((id) => azCommand`az network nsg rule update --ids ${id ?? ''} --access Deny`)
    .join(' && ');
}
