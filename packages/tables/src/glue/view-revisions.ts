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
  if (!live || !revisions) return false;
  return [...liveRevisions(live, tables)].some(([major, revision]) => revision > (revisions[major] ?? 0));
}

function liveRevisions({ Parameters }: Table, tables: readonly Table[]): ReadonlyMap<number, number> {
  const text = Parameters?.[REVISIONS];
  const pairs =
    text === undefined
      ? tables.map(({ Parameters: of }) => [Number(of?.["tracklake.major"]), Number(of?.["tracklake.revision"])])
      : text.split(",").map((pair) => pair.split(":").map(Number));
  return new Map(
    pairs.flatMap(([major = Number.NaN, revision = 0]) => (Number.isNaN(major) ? [] : [[major, revision]])),
  );
}
