// The columns of events that have the name of a path in somebody's JSON: `$.properties.userId` is `user_id`.
import type { EventModel, FieldModel } from "@tracklake/schema";

/** A column of an event's view. */
export interface MatchingColumn {
  /** The view: the event's name, or that of an array's elements. */
  readonly event: string;
  readonly column: string;
}

/** The columns whose whole path the end of a JSON path is, in lower_snake. */
export function matchingColumns(segments: readonly string[], events: readonly EventModel[]): MatchingColumn[] {
  const wanted = segments.map(snake);
  if (wanted.length === 0) return [];
  return events.flatMap((event) => {
    const fields = [...event.properties, ...event.contexts.flatMap((context) => context.fields)];
    return leaves(fields, [])
      .filter((path) => endsWith(wanted, path))
      .map((path) => shown(event.name, path));
  });
}

function leaves(fields: readonly FieldModel[], path: readonly string[]): string[][] {
  return fields.flatMap(({ name, type }) => {
    if (type.kind === "struct") return leaves(type.fields, [...path, name]);
    if (type.kind === "array" && type.items.kind === "struct") return leaves(type.items.fields, [...path, `${name}[]`]);
    return [[...path, name]];
  });
}

function endsWith(wanted: readonly string[], path: readonly string[]): boolean {
  const end = wanted.slice(-path.length);
  return end.length === path.length && path.every((name, index) => name === end[index]);
}

/** `plan_changed.plan`, `order_placed.buyer__name`, `order_placed__items.price`. */
function shown(event: string, path: readonly string[]): MatchingColumn {
  const last = path.findLastIndex((name) => name.endsWith("[]"));
  const view = [event, ...path.slice(0, last + 1).map((name) => name.replace("[]", ""))].join("__");
  return { event: view, column: path.slice(last + 1).join("__") };
}

function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[- ]/g, "_")
    .toLowerCase();
}
