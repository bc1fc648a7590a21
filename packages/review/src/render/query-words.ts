// What text and Markdown say alike of a query that a change reaches. Quotes are the renderer's own.
import type { AffectedQuery } from "../queries/affected-query.js";
import type { Quote } from "./review-words.js";

/** What the query reads: the event's field, or the event. */
export function queriedName({ event, field }: AffectedQuery): string {
  return field === event ? event : `${event}.${field}`;
}

/** What becomes of it. */
export function queryWords(query: AffectedQuery, quote: Quote): string {
  return `${query.certainty === "possible" ? "may read what is " : ""}${changeWords(query, quote)}`;
}

function changeWords({ change, was = "", is = "" }: AffectedQuery, quote: Quote): string {
  const types = was === "" || is === "" ? "" : `: ${quote(was)} → ${quote(is)}`;
  switch (change) {
    case "removed":
      return is === "" ? "removed: NULL in new rows" : `renamed: NULL in new rows, which have ${quote(is)}`;
    case "type-changed":
      return `of another type${types}`;
    case "gone":
      return "gone from the view: the query fails";
    case "renamed":
      return `renamed to ${quote(is)}: the view has both names`;
    case "retired":
      return "retired: no new rows";
    case "unit-changed":
      return `of another unit in new rows${types}`;
    case "value-removed":
      return `compared with ${quote(was)}, which comes no more`;
    case "protection-changed":
      return `${protection[is] ?? "in clear"} in new rows`;
    case "dropped":
      return "left out of the lake: NULL in new rows";
  }
}

const protection: Readonly<Record<string, string>> = { hash: "hashed", mask: "masked" };
