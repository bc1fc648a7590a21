// The embedded lake: Firehose and Glue endpoints, the S3 layout on disk, DuckDB over it.
// Names are exported one by one; those that users meet first.
export { isLocalError, LocalError, type LocalErrorCode, localErrorCodes } from "./errors.js";
export { type Faults, parseFaults } from "./faults/faults.js";
export type { Dimension, DimensionData, DimensionType } from "./lake/dimension.js";
export { type LocalLake, type OpenLakeOptions, openLake } from "./lake/open-lake.js";
export { type ParquetSize, parquetSize } from "./lake/parquet-size.js";
export type { QueryResult, ResultColumn } from "./lake/query-result.js";
export { type WriteDayOptions, type WrittenDay, writeDay } from "./lake/write-day.js";
export {
  type LocalStack,
  type LocalStackOptions,
  type LocalStackStats,
  startLocalStack,
} from "./stack/local-stack.js";
export { translateQuery } from "./translate/translate-query.js";
