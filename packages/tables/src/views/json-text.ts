// How either engine reads a value out of a line of JSON text; what is no JSON gives NULL, and never a failure.
// Source: Trino documentation, "JSON functions": json_extract_scalar and json_extract give NULL for what is no JSON.
import type { SqlDialect } from "./dialect.js";
import { queryText } from "./quote.js";

/** Expressions over JSON text. */
export interface JsonText {
  /** A text, number or boolean at a path such as `$.event_id`, as text. */
  scalar(json: string, path: string): string;
  /** Whatever is at a path, as JSON text. */
  part(json: string, path: string): string;
  /** UTC milliseconds as a timestamp without a zone. */
  moment(milliseconds: string): string;
  /** The text that a base64 text holds; bytes that are no UTF-8 are no reason to fail. */
  decoded(base64: string): string;
}

/** By the engine's name. */
export const jsonTexts: Readonly<Record<SqlDialect, JsonText>> = {
  athena: {
    scalar: (json, path) => `json_extract_scalar(${json}, ${queryText(path)})`,
    part: (json, path) => `json_format(json_extract(${json}, ${queryText(path)}))`,
    moment: (milliseconds) => `CAST(from_unixtime(${milliseconds} / 1e3, 'UTC') AS timestamp)`,
    decoded: (base64) => `from_utf8(TRY(from_base64(${base64})))`,
  },
  duckdb: {
    scalar: (json, path) => `CASE WHEN json_valid(${json}) THEN json_extract_string(${json}, ${queryText(path)}) END`,
    part: (json, path) =>
      `CASE WHEN json_valid(${json}) THEN CAST(json_extract(${json}, ${queryText(path)}) AS VARCHAR) END`,
    moment: (milliseconds) => `make_timestamp_ms(${milliseconds})`,
    decoded: (base64) => `TRY(decode(from_base64(${base64})))`,
  },
};
