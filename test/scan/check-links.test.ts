import { describe, expect, it } from 'vitest';
import type { PageAnswer } from '#domain/page.ts';
import { checkLinks } from '#scan/check-links.ts';
import { documentWarnings } from '#scan/document-warnings.ts';
import { createMemoryKeeper } from '../harness/azure-access.ts';
import { statement } from '../harness/monitor-world.ts';

const { signal } = new AbortController();
const clock = { now: () => Date.parse('2026-11-21T03:00:00Z'), sleep: async () => undefined };

function linked(...urls: readonly (string | undefined)[]) {
  const document = statement(
    's',
    urls.map(() => []),
  );
  return urls.map((url, index) => {
    const claim = document.statement.claims[index];
    if (claim === undefined) throw new Error('there is no claim');
    return { document, claim: { ...claim, link: url === undefined ? {} : { url } } };
  });
}

async function ask(answer: PageAnswer, ...urls: readonly (string | undefined)[]) {
  const asked: string[] = [];
  const keeper = createMemoryKeeper();
  const askPage = async (url: string): Promise<PageAnswer> => {
    asked.push(url);
    return answer;
  };
  const findings = await checkLinks({ claims: linked(...urls), askPage, keeper, clock, signal });
  return { asked, findings, kept: keeper.kept };
}

function answered(status: number): PageAnswer {
  return { outcome: 'answered', status, url: 'https://example.com/b', body: 'hello' };
}

describe('checkLinks', () => {
  it('answers every HTTP status, passing 2xx alone and failing only where there is no page', async () => {
    const seen: Record<string, number> = {};
    for (let status = 100; status <= 599; status += 1) {
      const [finding] = (await ask(answered(status), 'https://example.com/a')).findings;
      const expected =
        status >= 200 && status < 300
          ? 'pass'
          : status === 404 || status === 410
            ? 'fail'
            : 'unknown';
      expect(finding?.status, `HTTP ${status}`).toBe(expected);
      seen[expected] = (seen[expected] ?? 0) + 1;
    }
    expect(seen).toEqual({ pass: 100, fail: 2, unknown: 398 });
  });

  it('does not know of a page that did not answer', async () => {
    const { findings, kept } = await ask(
      { outcome: 'no-answer', reason: 'ENOTFOUND' },
      'https://example.com/a',
    );

    expect(findings).toMatchObject([
      { status: 'unknown', observed: null, evidence: [], resourceId: 'https://example.com/a' },
    ]);
    expect(kept).toMatchObject([
      { status: 0, body: '', fault: { code: 'NetworkError', message: 'ENOTFOUND' } },
    ]);
  });

  it('asks each address once, and keeps what it answered', async () => {
    const { asked, findings, kept } = await ask(
      answered(200),
      'https://example.com/a',
      'https://example.com/a',
      undefined,
    );

    expect(asked).toEqual(['https://example.com/a']);
    expect(findings.map(({ claim }) => claim)).toEqual(['s.0', 's.1']);
    expect(kept).toMatchObject([{ body: 'hello', url: 'https://example.com/b', status: 200 }]);
    expect(findings[0]?.evidence).toHaveLength(1);
  });
});

describe('documentWarnings', () => {
  it('names stale wording and links that lead nowhere', () => {
    const { statement: own } = statement('s', [[], [], []]);
    const [first, second, third] = own.claims;
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('there are three');
    const claims = [
      { ...first, stale: { wording: 'Privacy Shield', because: 'it was struck down' } },
      { ...second, link: {} },
      { ...third, link: { url: 'https://example.com' } },
    ];

    expect(documentWarnings({ statement: { ...own, claims }, scope: null }, [])).toEqual([
      's.0: "Privacy Shield" is out of date: it was struck down',
      's.1: the statement points to a page but names no address',
    ]);
  });
});
