import type { Plan } from '#evaluation/plan.ts';
import { canonicalJson } from '#evidence/canonical-json.ts';
import type { FileText, UsedCheck } from '#evidence/snapshot-input.ts';

/** What each check of a scan demands and why, with every parameter that it was used with; by its path in a snapshot. */
export function scopeChecks(
  { tasks }: Pick<Plan, 'tasks'>,
  used: readonly UsedCheck[],
): Readonly<Record<string, FileText>> {
  const files: Record<string, FileText> = {};
  for (const { id, version, sha256 } of used) {
    const own = tasks.filter(({ check }) => check.id === id);
    const check = own[0]?.check;
    if (check === undefined) continue;
    const { title, rationale, family, severity, resourceTypes, link, references } = check;
    files[`scope/checks/${id}@${version}.json`] = canonicalJson({
      id,
      version,
      sha256,
      title,
      rationale,
      family,
      severity,
      resourceTypes,
      reads: [
        ...new Set(
          own.flatMap((task) =>
            resourceTypes.flatMap((type) => task.check.readsFor(type, task.parameters)),
          ),
        ),
      ].sort(),
      references,
      link,
      parameters: own.map(({ parameters }) => parameters),
    });
  }
  return files;
}
