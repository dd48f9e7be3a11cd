import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { present, type Said } from '#traits/said.ts';
import { elsewhere, type Translation } from '#traits/trait.ts';

/** The id of the workspace that keeps its records; null: it keeps them itself. */
function workspaceOf(own: Cell): Said<string | null> {
  const id = own.at('properties/WorkspaceResourceId');
  // Classic components lack the member, or send it empty. Source: type-facts-data, Insights/components.
  const none = id.oneOf<null>({ '': null }, { means: null, source: 'components 2020-02-02' });
  if (!none.said) return id.text();
  const mode = own.at('properties/IngestionMode').oneOf<null>(
    { ApplicationInsights: null, ApplicationInsightsWithDiagnosticSettings: null },
    {
      means: null,
      source: 'IngestionMode: absent of components from before there were workspaces',
    },
  );
  return mode.said ? none : mode;
}

/** Where the records lie: in the workspace, wherever that is. */
export function workspacePlaces(own: Cell): readonly Place[] {
  const id = workspaceOf(own);
  const what = 'workspace of Application Insights';
  if (!id.said) return [{ kind: 'primary', what, region: id }];
  if (id.value === null) {
    const region = own.notUnderstood('Where a classic component exports to is not read here');
    return [{ kind: 'copy', what: 'continuous export', region }];
  }
  return [placeOfResource('primary', what, present(id, 'workspace'))];
}

/** What the workspace says of itself, where there is one. */
export function inWorkspace<T>(own: Cell, classic: readonly T[]): Translation<T> {
  const id = workspaceOf(own);
  if (!id.said) return id;
  return id.value === null
    ? classic
    : elsewhere(id.value, `its records lie in the workspace ${id.value}`, id.from);
}
