// A view for each array of structs: a row per element, so that no query needs UNNEST.
// Columns: event_id, dt, event_time_local, position (from 1; of outer arrays too), then the element's fields.
import { type Lake, viewDatabase } from "@tracklake/envelope";
import type { EventMajor } from "../model/merge-revisions.js";
import { type ViewShape, viewSources } from "./branches.js";
import { type ElementArray, elementArrays } from "./element-arrays.js";
import { JOIN, leavesOf } from "./leaves.js";
import { leadingColumns, revisionsOf } from "./public-view.js";
import { expression, select, viewColumn } from "./select.js";
import { unite } from "./unite.js";
import type { EventView, ViewColumn } from "./view-model.js";

const POSITION = "position";
interface ElementBranch {
  readonly major: number;
  readonly array: ElementArray;
}

/**
 * The element views of an event, in the order of its latest columns.
 *
 * @param majors - All of the event, the latest first.
 * @throws TablesError `name-collision`
 */
export function elementViews(majors: readonly EventMajor[], lake: Lake, shape: ViewShape): EventView[] {
  const groups: [ElementBranch, ...ElementBranch[]][] = [];
  for (const { major, columns } of majors) {
    const arrays = elementArrays(columns);
    for (const array of [...arrays.filter(({ removed }) => !removed), ...arrays.filter(({ removed }) => removed)]) {
      const depth = array.steps.length;
      const group = groups.find((branches) =>
        branches.some(
          (other) =>
            other.array.steps.length === depth &&
            (other.array.name === array.name || other.array.formerly === array.name),
        ),
      );
      if (group) group.push({ major, array });
      else groups.push([{ major, array }]);
    }
  }
  const revisions = revisionsOf(majors);
  const views = groups.map((branches) => ({
    ...elementView(majors[0]?.name ?? "", branches, lake, shape),
    // Of all majors: an array that only an older one has is gone from the later for good.
    revisions,
  }));
  return [...views, ...underFormerNames(views, groups)];
}

/** The views of renamed arrays under the names that they had, unless another array has the name by now. */
function underFormerNames(views: readonly EventView[], groups: readonly (readonly ElementBranch[])[]): EventView[] {
  const used = new Set(views.map(({ name }) => name));
  return groups.flatMap((branches, index) => {
    const view = views[index];
    const former = new Set(branches.map(({ array }) => `${view?.event}${JOIN}${array.name}`));
    return [...former].flatMap((name): EventView[] =>
      view === undefined || used.has(name)
        ? []
        : [{ ...view, name, description: `Deprecated: the former name of ${view.name}. ${view.description}` }],
    );
  });
}

function elementView(
  event: string,
  branches: readonly [ElementBranch, ...ElementBranch[]],
  lake: Lake,
  { curatedThrough, dialects }: ViewShape,
): EventView {
  const [{ array }] = branches;
  const name = `${event}${JOIN}${array.name}`;
  const { dt, local } = leadingColumns(lake);
  const leading: ViewColumn[] = [
    { name: "event_id", type: "string", comment: `The event that the element belongs to: join it with ${event}.` },
    dt,
    local,
    ...positionNames(array).map((column) => ({
      name: column,
      type: "bigint",
      comment: "From 1, in the array's order.",
    })),
  ];
  const united = unite(
    name,
    branches.map((branch) => ({ major: branch.major, leaves: leavesOf(branch.array.steps.at(-1)?.fields ?? []) })),
    leading.map((column) => column.name),
  );
  return {
    database: viewDatabase(lake),
    name,
    description:
      `One row for each element of ${array.name.replaceAll(JOIN, ".")} in ${event}. ${array.comment ?? ""}`.trim(),
    event,
    columns: [...leading, ...united.map(viewColumn)],
    sql(which) {
      const dialect = dialects[which];
      const selects = branches.flatMap((branch, index) => {
        const { steps } = branch.array;
        const read = (path: readonly string[]) => dialect.element(steps.length - 1, path);
        const columns = select(dialect, [
          [dialect.row("event_id"), "event_id"],
          [dialect.row(dt.name), dt.name],
          [dialect.local(dialect.row("event_time"), lake.timeZone), local.name],
          ...positionNames(array).map((column, step) => [dialect.position(step), column] as const),
          ...united.map((column) => [expression(dialect, column, index, read), column.name] as const),
        ]);
        return viewSources(dialect, lake, event, branch.major, curatedThrough).map(
          (rows) => `${columns}\n${dialect.elements(rows, steps)}`,
        );
      });
      return selects.join("\nUNION ALL\n");
    },
  };
}

/** `position` of the innermost array, and `<array>__position` of those around it, outermost first. */
function positionNames(array: ElementArray): string[] {
  const outer = array.steps
    .slice(0, -1)
    .map((_, step) => [...array.steps.slice(0, step + 1).map(({ name }) => name), POSITION].join(JOIN));
  return [...outer, POSITION];
}
