// Bounds and patterns of the Glue API's own model. API: the botocore service model; the product's own limits: glueLimits.
import { glueLimits } from "@tracklake/envelope";

/** API: SingleLineString: no control character but the tab, so no CR and no LF. */
const singleLine = /^[\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}\t]*$/u;
/** API: URI address multi-line string: line ends are fine here. */
const multiLine = /^[\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}\r\n\t]*$/u;

/** Of a database, a table, a column, an owner. */
export const nameText = { min: 1, max: glueLimits.nameCharacters, pattern: singleLine } as const;
/** Of a column. */
export const typeText = { min: 0, max: glueLimits.columnTypeCharacters, pattern: singleLine } as const;
/** Of a column. */
export const commentText = { min: 0, max: glueLimits.columnCommentCharacters, pattern: singleLine } as const;
/** Of a database or a table. */
export const descriptionText = { min: 0, max: glueLimits.descriptionCharacters, pattern: multiLine } as const;
/** Of a table's files. */
export const locationText = { min: 0, max: glueLimits.locationCharacters, pattern: multiLine } as const;
/** Of any parameters. */
export const parameterKey = { min: 1, max: glueLimits.parameterKeyCharacters, pattern: singleLine } as const;
/** Of any parameters. */
export const parameterValue = { min: 0, max: glueLimits.parameterValueCharacters } as const;
/** InputFormat, OutputFormat. */
export const formatText = { min: 0, max: 128, pattern: singleLine } as const;
/** ViewOriginalText, ViewExpandedText. */
export const viewText = { min: 0, max: 409_600 } as const;
/** TableType. */
export const tableTypeText = { min: 0, max: 255 } as const;
/** VersionId. */
export const versionText = { min: 1, max: 255, pattern: singleLine } as const;
/** Items of a page: tables, databases, versions. */
export const pageSize = { min: 1, max: 100 } as const;
