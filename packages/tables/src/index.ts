// Tables and views from the registry's revisions, in the words of Athena, Glue and DuckDB; plan and apply.
// Names are exported one by one; those that users meet first.
export {
  type CompletenessOptions,
  completenessQueries,
  recordedTablesQuery,
} from "./completeness/completeness-queries.js";
export { athenaDdl } from "./ddl/athena-ddl.js";
export { parseDdl } from "./ddl/parse-ddl.js";
export { quoteDdl } from "./ddl/quote.js";
export { ddlReservedWords } from "./ddl/reserved-words.js";
export { isTablesError, TablesError, type TablesErrorCode, tablesErrorCodes } from "./errors.js";
export { type ApplyResult, apply, type StepResult } from "./glue/apply.js";
export { diff } from "./glue/diff.js";
export type { StepFailure } from "./glue/failure.js";
export { readLive } from "./glue/live.js";
export { plan } from "./glue/plan.js";
export { renderPlan } from "./glue/render-plan.js";
export { type DatabaseModel, type DesiredState, type LiveState, lakeDatabases } from "./glue/state.js";
export {
  type CreateDatabase,
  type CreateTable,
  isEmptyPlan,
  type Plan,
  type PlanStep,
  type Refused,
  type TableChange,
  type Unchanged,
  type UpdateTable,
} from "./glue/steps.js";
export { glueTableInput } from "./glue/table-input.js";
export { type HiveField, type HiveType, parseHiveType } from "./model/hive-type.js";
export { APPLIED, lakeProblem, type TableModelOptions, tableModels } from "./model/table-models.js";
export type { ColumnModel, TableFormat, TableModel } from "./table-model.js";
export type { SqlDialect } from "./views/dialect.js";
export { duckdbColumns, duckdbType } from "./views/duckdb-types.js";
export { queryText, quoteAlways, quoteQuery } from "./views/quote.js";
export { queryReservedWords } from "./views/reserved-words.js";
export { viewDdl } from "./views/view-ddl.js";
export type { ViewColumn, ViewModel } from "./views/view-model.js";
export { views } from "./views/views.js";
