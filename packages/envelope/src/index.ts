// What one line is and where it lands: the contract between the SDK, the tables and the local lake.
// Names are exported one by one; those that users meet first.
export { type EnvelopeColumn, envelopeColumns, PII_KEY_COLUMN } from "./columns.js";
export { ENCODER_ABI } from "./encoder-abi.js";
export { EVENT_ID_BYTES, eventId, writeEventId } from "./event-id.js";
export { HEARTBEAT_EVENT, HEARTBEAT_TABLE } from "./heartbeat.js";
export { isTimeZone, type LakeDate, lakeDate } from "./lake-date.js";
export { athenaLimits, firehoseLimits, glueLimits, lineLimits } from "./limits.js";
export { NEWLINE, splitLines } from "./ndjson.js";
export { objectName, partitioningQuery, streamErrorPrefix, streamPrefix } from "./object-key.js";
export {
  DEAD_LETTERS_FOLDER,
  ERRORS_FOLDER,
  EVENTS_FOLDER,
  type Lake,
  PARTITION_COLUMN,
  partitionFolder,
  RESULTS_FOLDER,
  storeDatabase,
  tableFolder,
  tableLocation,
  tableName,
  viewDatabase,
} from "./partitions.js";
export {
  builtInEventNames,
  reservedColumnNames,
  reservedEventName,
  reservedEventNames,
  trackerMembers,
} from "./reserved-names.js";
export { STREAM_BUFFER_SECONDS, type StreamProcessor, streamDestination } from "./stream-destination.js";
export {
  datePattern,
  dateTimeText,
  MAX_TIME,
  MIN_TIME,
  parseTimestamp,
  timestampPattern,
  timestampText,
} from "./timestamp.js";
