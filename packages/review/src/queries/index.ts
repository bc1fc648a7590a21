// Which queries a change of an event reaches, and what queries use of the lake. An entry of its own: it loads the parser.
export { type Affected, affectedQueries, type QueryFile, readAll } from "./affected-queries.js";
export type { AffectedQuery, FieldChange, QueryChange } from "./affected-query.js";
export { queryCatalogue } from "./catalogue.js";
export { columnsUsed, type Known, type Reading, readQueries } from "./columns-used.js";
export { fieldChanges, type JudgedChange, viewChanges } from "./field-changes.js";
export { queryFingerprint } from "./fingerprint.js";
export type { MatchingColumn } from "./matching-columns.js";
export {
  type ParsedPath,
  type QueriesReport,
  type QueryPlace,
  queriesReport,
  type SameQuestion,
} from "./queries-report.js";
export type { ColumnUse, How, QueryUse, TableUse, UnresolvedName } from "./query-use.js";
export type { Relation, RelationColumn } from "./relation.js";
export type { Columns, ScopeColumn } from "./scope.js";
export {
  type QueryProblem,
  type SharedQueries,
  type SharedQuery,
  sharedQueries,
  type UnsharedQuery,
} from "./shared-queries.js";
