// The revisions that a view was made from, kept in its parameters: an older checkout takes no column out of it again.
import type { Table } from "@aws-sdk/client-glue";
import type { Revisions, ViewModel } from "../views/view-model.js";
import type { ViewData } from "./steps.js";

/** The parameter, such as `1:3,2:1`: the latest revision of each major. */
export const REVISIONS = "tracklake.revisions";

/** As a parameter. */
export function revisionsText(revisions: Revisions): string {
  return Object.entries(revisions)
    .map(([major, revision]) => `${major}:${revision}`)
    .join(",");
}

/**
 * Whether a view was made from later revisions, or majors, than this one is.
 *
 * @param tables - The event's live tables: they tell where the view does not.
 */
export function viewIsBehind(
  live: Table | undefined,
  { revisions }: ViewModel | ViewData,
  tables: readonly Table[] = [],
): boolean {
  if (!revisions) return false;
  const text = live?.Parameters?.[REVISIONS];
  return text === undefined ? tablesAreAhead({ revisions }, tables) : later(revisionsIn(text), revisions);
}

/** Whether tables were applied by later revisions, or majors, than a view is made from. */
export function tablesAreAhead({ revisions }: Pick<ViewModel, "revisions">, tables: readonly Table[]): boolean {
  if (!revisions) return false;
  const live = tables.map(({ Parameters: of }) => [of?.["tracklake.major"], of?.["tracklake.revision"]]);
  return later(
    live.map((pair) => pair.map(Number)),
    revisions,
  );
}

function revisionsIn(text: string): number[][] {
  return text.split(",").map((pair) => pair.split(":").map(Number));
}

function later(live: readonly (readonly number[])[], ours: Revisions): boolean {
  return live.some(([major = Number.NaN, revision = 0]) => !Number.isNaN(major) && revision > (ours[major] ?? 0));
}
