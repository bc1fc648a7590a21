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
  viewDdl,
  views,
} from "@tracklake/tables";
import type { ReviewLake, TableReview } from "./review.js";

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
    return { newColumns: [], changedColumns: [], ddl: "", glue: "", views: [], problem: error.message };
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
    views: changedViews(published, draft, lake),
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

function changedViews(
  published: readonly RegisteredEvent[],
  draft: RegisteredEvent,
  lake: ReviewLake,
): TableReview["views"] {
  const before = new Set(views(published, lake).map(viewDdl));
  return views([...published, draft], lake).flatMap((view) => {
    const ddl = viewDdl(view);
    return before.has(ddl) ? [] : [{ name: view.name, ddl }];
  });
}
