// All views of a lake: what people query. One public view for each event, one view for each array of structs.
import type { Lake } from "@tracklake/envelope";
import type { EventRevision, RegisteredEvent } from "@tracklake/registry";
import { TablesError } from "../errors.js";
import { type EventMajor, mergeRevisions } from "../model/merge-revisions.js";
import { checkLake } from "../model/table-models.js";
import { withoutPersonal } from "../model/without-personal.js";
import type { CuratedThrough } from "./branches.js";
import { dialects, narrowDialects } from "./dialect.js";
import { elementViews } from "./element-views.js";
import { publicView } from "./public-view.js";
import type { EventView } from "./view-model.js";

/** Choices of {@link views}. */
export interface ViewsOptions {
  /**
   * Per delivered table the last day, `YYYY-MM-DD`, that is read from its curated files; days after it are read as
   * they were delivered. It is kept in the catalogue, in the parameters of each curated table.
   *
   * @default no day
   */
  readonly curatedThrough?: CuratedThrough | undefined;
  /**
   * Whether the views show fields with `pii`, protected as they are. Leaving them out makes questions about persons
   * impossible by mistake; it is no access control, for whoever may read the view may read its tables.
   *
   * @default "shown"
   */
  readonly personal?: "shown" | "left-out" | undefined;
}

/**
 * The views over the tables of the same revisions.
 *
 * @param revisions - Every published revision and, locally, the drafts.
 * @returns By event name; an event's element views follow its own.
 * @throws TablesError `name-collision`, `type-changed`, `bad-lake`.
 * @example
 * const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
 * views([], lake); // []
 */
export function views(
  revisions: readonly (EventRevision | RegisteredEvent)[],
  lake: Lake,
  { curatedThrough = new Map(), personal = "shown" }: ViewsOptions = {},
): EventView[] {
  checkLake(lake);
  const events = new Map<string, [EventMajor, ...EventMajor[]]>();
  const narrow = personal === "left-out";
  const shape = { curatedThrough, dialects: narrow ? narrowDialects : dialects };
  for (const merged of mergeRevisions(revisions)) {
    const major = narrow ? { ...merged, columns: withoutPersonal(merged.columns) } : merged;
    events.set(major.name, [major, ...(events.get(major.name) ?? [])]);
  }
  const all = [...events.values()].flatMap((majors) => [
    publicView(majors, lake, shape),
    ...elementViews(majors, lake, shape),
  ]);
  const names = new Set<string>();
  for (const { name, event } of all) {
    if (names.has(name)) {
      throw new TablesError("name-collision", `two views would be called "${name}": rename the array in ${event}.`);
    }
    names.add(name);
  }
  return all;
}
