// The two engines that read the views, and the few places where their SQL differs.
// Athena is the public face; DuckDB answers the same questions locally.
import type { HiveType } from "../model/hive-type.js";
import { duckdbTypeOf } from "./duckdb-types.js";
import type { ElementStep } from "./element-arrays.js";
import { duckdbProjection, projection } from "./projection.js";
import { queryText, quoteAlways, quoteQuery } from "./quote.js";
import { trinoTypeOf } from "./trino-types.js";

/** An engine's name. */
export type SqlDialect = "athena" | "duckdb";

/** What an engine writes in its own way. */
export interface Dialect {
  name(name: string): string;
  type(type: HiveType): string;
  /** A UTC timestamp as the clock of a time zone showed it. */
  local(timestamp: string, timeZone: string): string;
  /** Text of ISO 8601 as a UTC timestamp; NULL for any other. Without an offset it is taken for UTC. */
  moment(text: string): string;
  /** A value whose type stays what it is when its table gets more fields; a stored view keeps its columns' types. */
  stable(value: string, type: HiveType): string;
  /** FROM and WHERE of a row per element. @param rows - A relation, and the condition on its rows. */
  elements(rows: { relation: string; condition: string }, steps: readonly ElementStep[]): string;
  /** A column of the row that an element came from. */
  row(column: string): string;
  /** A field of the element of a step (from 0). */
  element(step: number, path: readonly string[]): string;
  /** The position of the element of a step, from 1. */
  position(step: number): string;
}

/** The relation of the rows, and of the elements of each step; authors cannot use such names. */
const ROWS = "e__0";
const alias = (step: number) => `e__${step + 1}`;
const positionName = (step: number) => `${alias(step)}__position`;

/** Both engines' regular expressions read these alike. */
const DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const TIME = "[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?";
const plainMoment = queryText(`^${DATE}(${TIME})?$`);
const movedMoment = queryText(`^${DATE}${TIME}(Z|[+-][0-9]{2}(:?[0-9]{2})?)$`);

const athena: Dialect = {
  name: quoteQuery,
  type: trinoTypeOf,
  local: (timestamp, timeZone) =>
    `CAST(at_timezone(with_timezone(${timestamp}, 'UTC'), ${queryText(timeZone)}) AS timestamp)`,
  moment: (text) =>
    `coalesce(TRY_CAST(replace(regexp_extract(${text}, ${plainMoment}), 'T', ' ') AS timestamp), ` +
    `TRY(CAST(at_timezone(from_iso8601_timestamp(replace(regexp_extract(${text}, ${movedMoment}), ' ', 'T')), 'UTC') AS timestamp)))`,
  stable: projection,
  elements({ relation, condition }, steps) {
    // UNNEST gives a column for each field of a row; within another row, the element is one column, so that the
    // view holds when its table gets more fields.
    const joins = steps.map(({ path }, step) => {
      const array = step === 0 ? [ROWS, ...path.map(quoteQuery)].join(".") : athena.element(step - 1, path);
      const wrapped = `transform(${array}, x -> ROW(x))`;
      return `CROSS JOIN UNNEST(${wrapped}) WITH ORDINALITY AS ${alias(step)} (element, ${positionName(step)})`;
    });
    return [`FROM ${relation} AS ${ROWS}`, ...joins, `WHERE ${ROWS}.${condition}`].join("\n");
  },
  row: (column) => `${ROWS}.${quoteQuery(column)}`,
  element: (step, path) => [alias(step), "element", ...path.map(quoteQuery)].join("."),
  position: (step) => `${alias(step)}.${positionName(step)}`,
};

const duckdb: Dialect = {
  name: quoteAlways,
  type: duckdbTypeOf,
  local: (timestamp, timeZone) => `timezone(${queryText(timeZone)}, timezone('UTC', ${timestamp}))`,
  moment: (text) =>
    `coalesce(TRY_CAST(regexp_extract(${text}, ${plainMoment}) AS TIMESTAMP), ` +
    `timezone('UTC', TRY_CAST(regexp_extract(${text}, ${movedMoment}) AS TIMESTAMPTZ)))`,
  // Views are made anew whenever a local lake is opened.
  stable: (value) => value,
  elements({ relation, condition }, steps) {
    // A join with UNNEST would hide a filter on dt from the scan; unnesting in the SELECT list does not.
    const start = `FROM ${relation}\nWHERE ${condition}`;
    return steps.reduce((from, { path }, step) => {
      const array = step === 0 ? path.map(quoteAlways).join(".") : duckdb.element(step - 1, path);
      const items = `unnest(${array}) AS ${alias(step)}, generate_subscripts(${array}, 1) AS ${positionName(step)}`;
      return `FROM (\nSELECT *, ${items}\n${from}\n)`;
    }, start);
  },
  row: quoteAlways,
  element: (step, path) => [alias(step), ...path.map(quoteAlways)].join("."),
  position: positionName,
};

/** The dialects by name. */
export type Dialects = Readonly<Record<SqlDialect, Dialect>>;
/** The dialects of views that show what their tables have. */
export const dialects: Dialects = { athena, duckdb };
/** The dialects of views that leave fields out, within arrays and maps too. */
export const narrowDialects: Dialects = { athena, duckdb: { ...duckdb, stable: duckdbProjection } };
