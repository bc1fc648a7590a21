// Tables and views from the registry's revisions, in the words of Athena, Glue and DuckDB; plan and apply.
// Names are exported one by one; those that users meet first.
export {
  type CompletenessOptions,
  completenessQueries,
  recordedTablesQuery,
} from "./completeness/completeness-queries.js";
export {
  ATHENA_LEAST_BYTES,
  FALLBACK_REGION,
  FIREHOSE_BILLED_STEP,
  PRICES_OF,
  priceSources,
  prices,
  type RegionPrices,
} from "./cost/prices.js";
export { boundaryOf, CURATED_THROUGH, curatedThrough } from "./curate/boundary.js";
export { type CurationCatalogue, curationCatalogue } from "./curate/catalogue.js";
export { deliveredTable } from "./curate/curated-tables.js";
export { type CuratedDay, curatedDay, type DayRecord, dayRecord, digestOf } from "./curate/day-record.js";
export { type DayState, dayState } from "./curate/day-state.js";
export {
  type DaysPlan,
  type DayToWrite,
  type LateDay,
  nextBoundary,
  planDays,
  sizeOf,
  type TableDays,
  type WantedDays,
} from "./curate/days.js";
export { filesByDay, type LakeFile, type RunFolder, runFolders } from "./curate/lake-file.js";
export { oldRuns } from "./curate/old-runs.js";
export { isRunId, runId, runTime } from "./curate/run-id.js";
export { type DaySource, daySelect } from "./curate/select.js";
export { type Obstacle, obstacle } from "./curate/standing.js";
export { athenaWrite, duckdbWrite, FILE_BYTES, type TrinoWrite, trinoWrite } from "./curate/statements.js";
export { athenaDdl } from "./ddl/athena-ddl.js";
export { type IcebergChanges, icebergChanges } from "./ddl/iceberg-changes.js";
export { icebergMaintenance, type Maintenance } from "./ddl/iceberg-maintenance.js";
export { parseDdl } from "./ddl/parse-ddl.js";
export { quoteDdl } from "./ddl/quote.js";
export { ddlReservedWords } from "./ddl/reserved-words.js";
export { isTablesError, TablesError, type TablesErrorCode, tablesErrorCodes } from "./errors.js";
export { type ExistingTable, planAdoption } from "./glue/adopt.js";
export type { PartitionLayout } from "./glue/adoption.js";
export { type Applied, type AppliedColumn, decodeApplied } from "./glue/applied.js";
export { type ApplyOptions, type ApplyResult, apply, type StepResult } from "./glue/apply.js";
export { appliedInput } from "./glue/created-input.js";
export { type DiffOptions, diff } from "./glue/diff.js";
export {
  type Drift,
  type DriftItem,
  type DriftOptions,
  drift,
  type Missing,
  type TableDrift,
  tableDrift,
} from "./glue/drift.js";
export type { StepFailure } from "./glue/failure.js";
export type { OnProgress } from "./glue/in-parallel.js";
export { isDrift } from "./glue/is-drift.js";
export { partitionInput } from "./glue/partition-input.js";
export { type PlanOptions, plan } from "./glue/plan.js";
export { PLAN_FORMAT, type PlanData, planData, readPlan } from "./glue/plan-file.js";
export { type PruneResult, pruneVersions } from "./glue/prune.js";
export { renderDrift } from "./glue/render-drift.js";
export { renderPlan } from "./glue/render-plan.js";
export { renderPlanMarkdown } from "./glue/render-plan-markdown.js";
export type { RetryOptions } from "./glue/retry.js";
export { type DatabaseModel, type DesiredState, type LiveState, lakeDatabases } from "./glue/state.js";
export {
  type CreateDatabase,
  type CreateTable,
  isEmptyPlan,
  type Kept,
  type PartitionGroup,
  type Plan,
  type PlannedPartition,
  type PlanStep,
  type Refused,
  type TableChange,
  type Unchanged,
  type UpdatePartitions,
  type UpdateTable,
  type ViewData,
  type WriteView,
} from "./glue/steps.js";
export { glueTableInput } from "./glue/table-input.js";
export type { SameSql } from "./glue/view-diff.js";
export { catalogueViews, engineViews, type ViewWriter } from "./glue/view-writer.js";
export { type Writer, writersOf } from "./glue/writers.js";
export {
  type AccessPurpose,
  type AccessTarget,
  accessFor,
  accessPurposes,
  type Statement,
} from "./infra/access.js";
export { DEAD_LETTERS_METRIC } from "./infra/alarms.js";
export type { ArnPlaces } from "./infra/arns.js";
export { cloudFormationTemplate } from "./infra/cloudformation/template.js";
export { deliveredStream, type StreamDestination, wantedQueries } from "./infra/delivered-stream.js";
export { type InfraModel, type InfraParameter, infraModel, infraParameters } from "./infra/infra-model.js";
export type { LifecycleRule } from "./infra/lifecycle.js";
export { type PolicyDocument, policyDocument } from "./infra/policy-document.js";
export { terraformConfiguration } from "./infra/terraform/configuration.js";
export { failureTables } from "./model/failure-tables.js";
export { curatedTable } from "./model/formats.js";
export { type HiveField, type HiveType, parseHiveType } from "./model/hive-type.js";
export { type Delivery, layoutProblems } from "./model/layout-problems.js";
export type { PartitionKey } from "./model/partition-keys.js";
export { APPLIED, lakeProblem, type TableModelOptions, tableModels } from "./model/table-models.js";
export type { ColumnModel, FileFormat, TableFormat, TableModel } from "./table-model.js";
export { allEventsNotes } from "./views/all-events.js";
export type { CuratedThrough } from "./views/branches.js";
export type { SqlDialect } from "./views/dialect.js";
export { duckdbColumns, duckdbType } from "./views/duckdb-types.js";
export { lakeViews } from "./views/lake-views.js";
export { decodeView, encodeView, type StoredView } from "./views/presto-view.js";
export { queryText, quoteAlways, quoteQuery } from "./views/quote.js";
export { queryReservedWords } from "./views/reserved-words.js";
export { viewDdl } from "./views/view-ddl.js";
export type { EventView, ViewColumn, ViewModel } from "./views/view-model.js";
export { type ViewsOptions, views } from "./views/views.js";
