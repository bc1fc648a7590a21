// What becomes of one event's table and views: columns, DDL, what apply will change in Glue.
// Where no table can hold the old and the new, that is said instead: the rules have said it before, as a STORAGE break.
import type { RegisteredEvent } from "@tracklake/registry";
import {
  appliedInput,
  athenaDdl,
  type ColumnModel,
  diff,
  isTablesError,
  lakeDatabases,
  renderPlan,
  type TableModel,
  tableModels,
  type ViewModel,
  viewDdl,
  views,
} from "@tracklake/tables";
import type { ChangedViewColumn, ReviewLake, TableReview } from "./review.js";

/**
 * Compares an event's tables and views.
 *
 * @param published - Every published revision of the event's name, of all majors.
 * @param draft - The revision to come.
 */
export function reviewTable(
  published: readonly RegisteredEvent[],
  draft: RegisteredEvent,
  lake: ReviewLake,
): TableReview {
  try {
    return tableReview(published, draft, lake);
  } catch (error) {
    if (!isTablesError(error) || error.code === "bad-lake") throw error;
    return {
      newColumns: [],
      changedColumns: [],
      ddl: "",
      glue: "",
      views: [],
      viewColumns: [],
      problem: error.message,
    };
  }
}

function tableReview(published: readonly RegisteredEvent[], draft: RegisteredEvent, lake: ReviewLake): TableReview {
  const { major } = draft.model;
  const own = published.filter((revision) => revision.model.major === major);
  const [was] = tableModels(own, lake);
  const [is] = tableModels([...own, draft], lake);
  const earlier = new Map((was?.columns ?? []).map(({ name, type }) => [name, type]));
  const columns: readonly ColumnModel[] = is?.columns ?? [];
  return {
    newColumns: columns.filter(({ name }) => !earlier.has(name)),
    changedColumns: columns.flatMap(({ name, type }) => {
      const before = earlier.get(name);
      return before === undefined || before === type ? [] : [{ name, was: before, is: type }];
    }),
    ddl: is ? athenaDdl(is) : "",
    glue: is ? glueChange(was, is, lake) : "",
    ...viewChanges(published, draft, lake),
  };
}

/** In the words of `tracklake plan`, for a catalogue where the last published revision was applied. */
function glueChange(was: TableModel | undefined, is: TableModel, lake: ReviewLake): string {
  const databases = lakeDatabases(lake);
  const live = {
    databases: new Set(databases.map(({ name }) => name)),
    tables: new Map(was ? [[`${was.database}.${was.name}`, { ...appliedInput(was), Name: was.name }]] : []),
  };
  const plan = diff(live, { databases, tables: [is] });
  // The last line counts steps, which is nothing to say of one table.
  return renderPlan(plan).split("\n\n").slice(0, -1).join("\n\n");
}

function viewChanges(
  published: readonly RegisteredEvent[],
  draft: RegisteredEvent,
  lake: ReviewLake,
): Pick<TableReview, "views" | "viewColumns"> {
  const before = views(published, lake);
  const after = views([...published, draft], lake);
  const known = new Set(before.map(viewDdl));
  // Within a major a nested type only grows, which the table's columns say already.
  const grown = published.some(({ model }) => model.major === draft.model.major);
  return {
    views: after.flatMap((view) => {
      const ddl = viewDdl(view);
      return known.has(ddl) ? [] : [{ name: view.name, ddl }];
    }),
    viewColumns: before.flatMap((view) =>
      changedColumns(
        view,
        after.find(({ name }) => name === view.name),
      ).filter(({ was, is }) => !grown || is === undefined || !was.includes("<")),
    ),
  };
}

function changedColumns(before: ViewModel, after: ViewModel | undefined): ChangedViewColumn[] {
  const later = new Map(after?.columns.map(({ name, type }) => [name, type]));
  const earlier = new Set(before.columns.map(({ name }) => name));
  return before.columns.flatMap(({ name, type: was }): ChangedViewColumn[] => {
    const is = later.get(name);
    if (is === was) return [];
    const older = [...later.keys()].find((other) => !earlier.has(other) && other.replace(/_v\d+$/, "") === name);
    const said = { view: before.name, name, was };
    return [{ ...said, ...(is === undefined ? {} : { is }), ...(older === undefined ? {} : { older }) }];
  });
}
