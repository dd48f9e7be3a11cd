import type { BoundDocument, Exception } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import {
  isFormerCheck,
  successorAmong,
  successorsOf,
  writtenToday,
} from '#domain/former-checks.ts';
import { idKey } from '#domain/resource-id.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { takeOverFindings } from '#drift/take-over.ts';
import type { Check } from '#evaluation/check.ts';
import { makePlan } from '#evaluation/plan.ts';
import { type Names, namesToday } from '#scan/names-today.ts';
import { exceptedFormer, takeOverCovers } from '#scan/take-over-covers.ts';
import type { RecordedSnapshot } from './recorded-snapshot.ts';

/** A snapshot whose claims asked former checks, as today's questions ask the same. */
export interface AskedToday {
  readonly snapshot: RecordedSnapshot;
  /** The former checks that it was made with, and the questions that stand for each. */
  readonly former: ReadonlyMap<string, readonly string[]>;
}

/**
 * Puts a snapshot of an older version into today's questions: what its claims asked, what was found, what was excepted. Undefined: it
 * was made with today's. The answers are as they were; an answer that only a question of today needs was never asked for.
 */
export function askedToday(
  snapshot: RecordedSnapshot,
  checks: readonly Check[],
): AskedToday | undefined {
  const present = new Set(checks.map(({ id }) => id));
  const isFormer = (check: string): boolean => isFormerCheck(check) && !present.has(check);
  if (!snapshot.checks.some(({ id }) => isFormer(id))) return undefined;
  const documents = snapshot.documents.map((document) => inQuestions(document));
  const plan = makePlan(documents, checks, () => true);
  const names = namesToday(documents, plan);
  const asked = new Set(plan.tasks.map(({ check }) => check.id));
  const { result } = snapshot;
  const claims = result.claims.map((claim) => renamedClaim(claim, names));
  const excepted = result.claims.flatMap(({ findings }) =>
    takenOver(findings, names).flatMap(exceptedFormer),
  );
  const covers = takeOverCovers(snapshot.covers, excepted, names);
  const removed = new Set(covers.removed);
  return {
    former: new Map(
      snapshot.checks
        .filter(({ id }) => isFormer(id))
        .map(({ id }) => [id, successorsOf(id).filter((question) => asked.has(question))]),
    ),
    snapshot: {
      ...snapshot,
      documents,
      exceptions: snapshot.exceptions.map((exception) => renamedException(exception, documents)),
      covers: [...snapshot.covers.filter((cover) => !removed.has(cover)), ...covers.added],
      checks: snapshot.checks.filter(({ id }) => present.has(id)),
      result: { ...result, claims },
      [Symbol.dispose]: () => snapshot[Symbol.dispose](),
    },
  };
}

function inQuestions(document: BoundDocument): BoundDocument {
  const { statement } = document;
  const claims = statement.claims.map((claim) => ({
    ...claim,
    verify: writtenToday(claim.verify),
  }));
  return { ...document, statement: { ...statement, claims } };
}

function renamedClaim(claim: ClaimResult, names: Names): ClaimResult {
  return { ...claim, findings: takenOver(claim.findings, names).map(({ finding }) => finding) };
}

function takenOver(findings: readonly Finding[], { successorOf }: Names) {
  return [...Map.groupBy(findings, ({ resourceId }) => idKey(resourceId)).values()].flatMap(
    (ofResource) =>
      takeOverFindings(
        ofResource.map((finding) => ({ finding, lastRead: null })),
        successorOf,
      ).findings,
  );
}

function renamedException(exception: Exception, documents: readonly BoundDocument[]): Exception {
  const { check, claim } = exception;
  if (check === undefined) return exception;
  const asked = documents
    .flatMap(({ statement }) => statement.claims)
    .filter(({ id }) => id === claim)
    .flatMap(({ verify }) => verify.map((use) => use.check));
  return { ...exception, check: successorAmong(check, new Set(asked)) ?? check };
}
