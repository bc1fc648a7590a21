// The query to paste: the last week of an event, by its own columns, through the view.
// A struct's fields are the view's flattened columns; arrays have views of their own.
import type { EventModel, FieldModel } from "@tracklake/schema";
import { quoteQuery } from "@tracklake/tables";

/** Columns that are still read at a glance. */
const MOST_COLUMNS = 8;

/**
 * Athena SQL over the event's view that needs no UNNEST and no json_extract.
 *
 * @example
 * querySnippet(model); // "SELECT\n  dt,\n  event_time_local,\n  plan\nFROM plan_changed\n…"
 */
export function querySnippet(model: EventModel): string {
  const columns = model.properties.flatMap((field) => columnsOf(field, field.name)).slice(0, MOST_COLUMNS);
  return [
    "SELECT",
    ["dt", "event_time_local", ...columns].map((column) => `  ${quoteQuery(column)}`).join(",\n"),
    `FROM ${quoteQuery(model.name)}`,
    "WHERE dt >= CAST(current_date - INTERVAL '7' DAY AS varchar)",
    "ORDER BY event_time_local DESC",
    "LIMIT 100",
  ].join("\n");
}

function columnsOf(field: FieldModel, name: string): string[] {
  if (field.type.kind !== "struct") return [name];
  return field.type.fields.flatMap((inner) => columnsOf(inner, `${name}__${inner.name}`));
}
