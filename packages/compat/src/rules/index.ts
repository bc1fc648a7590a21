// Every rule by its id. A test holds ids, files, fixtures and the documentation together.
import type { RuleId } from "../rule-id.js";
import { constraintLoosened } from "./constraint-loosened.js";
import { constraintTightened } from "./constraint-tightened.js";
import { contextAdded } from "./context-added.js";
import { contextRemoved } from "./context-removed.js";
import { dateTimestampChanged } from "./date-timestamp-changed.js";
import { decimalChanged } from "./decimal-changed.js";
import { decimalWidened } from "./decimal-widened.js";
import { enumValueAdded } from "./enum-value-added.js";
import { enumValueRemoved } from "./enum-value-removed.js";
import { eventAdded } from "./event-added.js";
import { eventMetadataChanged } from "./event-metadata-changed.js";
import { eventRetired } from "./event-retired.js";
import { fieldAdded } from "./field-added.js";
import { fieldBecameNonNull } from "./field-became-non-null.js";
import { fieldBecameNullable } from "./field-became-nullable.js";
import { fieldBecameOptional } from "./field-became-optional.js";
import { fieldBecameRequired } from "./field-became-required.js";
import { fieldMetadataChanged } from "./field-metadata-changed.js";
import { fieldMoved } from "./field-moved.js";
import { fieldReadded } from "./field-readded.js";
import { fieldRemoved } from "./field-removed.js";
import { fieldRenamed } from "./field-renamed.js";
import { integerToNumber } from "./integer-to-number.js";
import { jsonTypeChanged } from "./json-type-changed.js";
import { lakeBucketChanged } from "./lake-bucket-changed.js";
import { lakeNameChanged } from "./lake-name-changed.js";
import { majorAdded } from "./major-added.js";
import { nameReused } from "./name-reused.js";
import { nestedOrderChanged } from "./nested-order-changed.js";
import { numberToInteger } from "./number-to-integer.js";
import { patternChanged } from "./pattern-changed.js";
import { piiChanged } from "./pii-changed.js";
import { piiDropped } from "./pii-dropped.js";
import { piiRemoved } from "./pii-removed.js";
import { requiredFieldAdded } from "./required-field-added.js";
import { requiredFieldRemoved } from "./required-field-removed.js";
import type { Rule } from "./rule.js";
import { tableFormatChanged } from "./table-format-changed.js";
import { textNarrowed } from "./text-narrowed.js";
import { textToTime } from "./text-to-time.js";
import { textWidened } from "./text-widened.js";
import { timeToText } from "./time-to-text.js";
import { timeZoneChanged } from "./time-zone-changed.js";
import { typeChanged } from "./type-changed.js";
import { unitChanged } from "./unit-changed.js";

/** The rules. */
export const rules: { readonly [Id in RuleId]: Rule<Id> } = {
  EVENT_ADDED: eventAdded,
  EVENT_RETIRED: eventRetired,
  EVENT_METADATA_CHANGED: eventMetadataChanged,
  MAJOR_ADDED: majorAdded,
  CONTEXT_ADDED: contextAdded,
  CONTEXT_REMOVED: contextRemoved,
  FIELD_ADDED: fieldAdded,
  REQUIRED_FIELD_ADDED: requiredFieldAdded,
  FIELD_REMOVED: fieldRemoved,
  REQUIRED_FIELD_REMOVED: requiredFieldRemoved,
  FIELD_READDED: fieldReadded,
  NAME_REUSED: nameReused,
  FIELD_RENAMED: fieldRenamed,
  FIELD_MOVED: fieldMoved,
  TYPE_CHANGED: typeChanged,
  INTEGER_TO_NUMBER: integerToNumber,
  NUMBER_TO_INTEGER: numberToInteger,
  TEXT_NARROWED: textNarrowed,
  TEXT_WIDENED: textWidened,
  TEXT_TO_TIME: textToTime,
  TIME_TO_TEXT: timeToText,
  DATE_TIMESTAMP_CHANGED: dateTimestampChanged,
  JSON_TYPE_CHANGED: jsonTypeChanged,
  ENUM_VALUE_ADDED: enumValueAdded,
  ENUM_VALUE_REMOVED: enumValueRemoved,
  FIELD_BECAME_OPTIONAL: fieldBecameOptional,
  FIELD_BECAME_REQUIRED: fieldBecameRequired,
  FIELD_BECAME_NULLABLE: fieldBecameNullable,
  FIELD_BECAME_NON_NULL: fieldBecameNonNull,
  CONSTRAINT_TIGHTENED: constraintTightened,
  CONSTRAINT_LOOSENED: constraintLoosened,
  PATTERN_CHANGED: patternChanged,
  DECIMAL_WIDENED: decimalWidened,
  DECIMAL_CHANGED: decimalChanged,
  PII_CHANGED: piiChanged,
  PII_DROPPED: piiDropped,
  PII_REMOVED: piiRemoved,
  UNIT_CHANGED: unitChanged,
  FIELD_METADATA_CHANGED: fieldMetadataChanged,
  NESTED_ORDER_CHANGED: nestedOrderChanged,
  TABLE_FORMAT_CHANGED: tableFormatChanged,
  TIME_ZONE_CHANGED: timeZoneChanged,
  LAKE_BUCKET_CHANGED: lakeBucketChanged,
  LAKE_NAME_CHANGED: lakeNameChanged,
};
