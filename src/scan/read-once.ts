import { idKey } from '#domain/resource-id.ts';
import type { ScopeReader } from '#inventory/scope-answers.ts';

/** Direct reads that remember what they were answered: one scan settles each resource once, whoever asks. */
export function readOnce(scope: Pick<ScopeReader, 'resource'>): Pick<ScopeReader, 'resource'> {
  const asked = new Map<string, ReturnType<ScopeReader['resource']>>();
  return {
    async resource(id, signal) {
      const answer = asked.get(idKey(id)) ?? scope.resource(id, signal);
      asked.set(idKey(id), answer);
      return await answer;
    },
  };
}
