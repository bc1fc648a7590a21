// The public view of an event: dt, event_time_local, properties, contexts, envelope last; all majors united.
// A struct appears flattened; each event appears once.
import { type Lake, PARTITION_COLUMN, viewDatabase } from "@tracklake/envelope";
import type { EventMajor } from "../model/merge-revisions.js";
import { envelopeFields } from "../model/table-models.js";
import { type ViewShape, viewSources } from "./branches.js";
import type { Dialect } from "./dialect.js";
import { leavesOf } from "./leaves.js";
import { expression, select, viewColumn } from "./select.js";
import { type UnitedColumn, unite } from "./unite.js";
import type { EventView, Revisions, ViewColumn } from "./view-model.js";

/** The name of the column that holds event_time on the lake's own clock. */
export const LOCAL_TIME = "event_time_local";

/** The columns that say which event a row belongs to, and when it was. */
export function leadingColumns(lake: Lake): { dt: ViewColumn; local: ViewColumn } {
  return {
    dt: {
      name: PARTITION_COLUMN,
      type: "string",
      comment: `The event's date in ${lake.timeZone}: filter on it first.`,
    },
    local: {
      name: LOCAL_TIME,
      type: "timestamp",
      comment: `When the event was tracked, on the clock of ${lake.timeZone}.`,
    },
  };
}

/**
 * The view of an event.
 *
 * @param majors - All of the event, the latest first, at least one.
 * @throws TablesError `name-collision`
 */
export function publicView(
  majors: readonly [EventMajor, ...EventMajor[]],
  lake: Lake,
  { curatedThrough, dialects }: ViewShape,
): EventView {
  const [latest] = majors;
  const envelope = envelopeFields();
  const { dt, local } = leadingColumns(lake);
  const taken = [dt.name, local.name, ...envelope.map(({ name }) => name)];
  const branches = majors.map(({ major, columns }) => ({ major, leaves: leavesOf(columns) }));
  const united = grouped(unite(latest.name, branches, taken), majors);
  return {
    database: viewDatabase(lake),
    name: latest.name,
    description: latest.latest.description ?? "",
    event: latest.name,
    revisions: revisionsOf(majors),
    columns: [dt, local, ...united.map(viewColumn), ...envelope],
    sql(name) {
      const dialect = dialects[name];
      const selects = majors.flatMap(({ major }, branch) => {
        const columns = select(dialect, [
          [dialect.name(dt.name), dt.name],
          [dialect.local(dialect.name("event_time"), lake.timeZone), local.name],
          ...united.map((column) => [expression(dialect, column, branch, path(dialect)), column.name] as const),
          ...envelope.map((column) => [dialect.name(column.name), column.name] as const),
        ]);
        return viewSources(dialect, lake, latest.name, major, curatedThrough).map(
          ({ relation, condition }) => `${columns}\nFROM ${relation}\nWHERE ${condition}`,
        );
      });
      return selects.join("\nUNION ALL\n");
    },
  };
}

/** The latest revision of each major. */
export function revisionsOf(majors: readonly EventMajor[]): Revisions {
  return Object.fromEntries(majors.map(({ major, revision }) => [major, revision]));
}

function path(dialect: Dialect): (names: readonly string[]) => string {
  return (names) => names.map(dialect.name).join(".");
}

/** Properties before contexts, as the latest major that has a column brings it. */
function grouped(united: readonly UnitedColumn[], majors: readonly EventMajor[]): UnitedColumn[] {
  const ofContext = (column: UnitedColumn) => {
    const [branch, sources] = [...column.sources][0] ?? [0, []];
    const name = sources[0]?.path[0];
    return majors[branch]?.columns.find((candidate) => candidate.name === name)?.group === "context";
  };
  return [...united.filter((column) => !ofContext(column)), ...united.filter(ofContext)];
}
