// Event definitions and what they mean: TypeBox in, the neutral event model, JSON Schema and findings out.
// Names are exported one by one; those that authors meet first.
export { type Static, Type } from "@sinclair/typebox";
export { builtInEvents } from "./built-in-events.js";
export { canonicalJson, fingerprint, sha256 } from "./canonical-json.js";
export { column, type PropertyOptions } from "./column.js";
export { compareText } from "./compare-text.js";
export {
  type ContextDefinition,
  type ContextOptions,
  defineContext,
  defineEvent,
  type EventDefinition,
  type EventOptions,
  type EventProperties,
  isContextDefinition,
  isEventDefinition,
} from "./definition.js";
export { isSchemaError, SchemaError, type SchemaErrorCode, schemaErrorCodes } from "./errors.js";
export type { Finding, Fix, RelatedPlace, Severity } from "./finding.js";
export { hashesPersonal } from "./hashes-personal.js";
export { hiveType } from "./hive-type.js";
export { contextJsonSchema, eventJsonSchema, type JsonSchema } from "./json-schema.js";
export { type LintOptions, lintEvents, lintRules } from "./lint/index.js";
export type { LintPhase, LintRule, LintScope, LintSeverity, LintSubject } from "./lint/rule.js";
export { type LintRuleId, lintRuleIds } from "./lint/rule-ids.js";
export { type LintSettings, STALE_IGNORE } from "./lint/settings.js";
export { type UnmappedRule, unmappedRules } from "./lint/unmapped.js";
export type {
  ArrayType,
  BigintType,
  BooleanType,
  ContextModel,
  DateType,
  DecimalType,
  Deprecation,
  EnumType,
  EventModel,
  FieldModel,
  IntegerType,
  JsonType,
  MapType,
  NumberBounds,
  NumberType,
  PiiMode,
  StringType,
  StructType,
  TimestampType,
  TypeModel,
  UuidType,
} from "./model.js";
export { type EventModelOptions, toEventModel } from "./model-of.js";
export { editDistance, nearestName } from "./nearest-name.js";
export { datePattern, decimalPattern, int64Pattern, timestampPattern, uuidPattern } from "./patterns.js";
export { readEventModel } from "./read-model.js";
export { contextDifference } from "./same-context.js";
