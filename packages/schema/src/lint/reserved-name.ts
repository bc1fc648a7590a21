// Names that the envelope, the partitions, the views or the generated tracker already use.
// The lists live in @tracklake/envelope, since the line and the tables define them.
import { builtInEventNames, reservedColumnNames, reservedEventName, trackerMembers } from "@tracklake/envelope";
import { builtInEvents } from "../built-in-events.js";
import type { TypeModel } from "../model.js";
import { type FieldAt, topFields } from "./fields.js";
import { lowerSnake } from "./lower-snake.js";
import type { LintRule } from "./rule.js";

/** `reserved-name` */
export const reservedName: LintRule = {
  id: "reserved-name",
  purpose: "No name is taken by the envelope, the lake or the tracker.",
  essential: true,
  severity: () => "error",
  check(model) {
    const inViews = topFields(model).flatMap(({ field, path }) => elementFields(field.type, path));
    const remarks = [...topFields(model), ...inViews]
      .filter(({ field }) => reservedColumnNames.has(field.name))
      .map(({ field, path }) => ({
        path,
        message: `"${field.name}" is a column that every table or view has already.`,
        suggestion: `Say whose it is, such as "${whoseName(model.name, field.name)}".`,
      }));
    const why = reservedEventName(model.name) ?? takenName(model.name, builtInEvents.includes(model));
    if (why)
      remarks.push({
        path: model.name,
        message: `"${model.name}" cannot name an event: ${why}.`,
        suggestion: "Name what happened in other words.",
      });
    return remarks;
  },
};

type Named = Pick<FieldAt, "field" | "path">;

/** The fields of elements of arrays of structs: they are columns of a view beside the event's id and day. */
function elementFields(type: TypeModel, path: string): Named[] {
  if (type.kind === "array") {
    const items = type.items.kind === "struct" ? type.items.fields : [];
    const own = items.map((field) => ({ field, path: `${path}[].${field.name}` }));
    return [...own, ...own.flatMap((at) => elementFields(at.field.type, at.path))];
  }
  if (type.kind !== "struct") return [];
  return type.fields.flatMap((field) => elementFields(field.type, `${path}.${field.name}`));
}

/** The field's name after the event's first word: a name that no rule refuses. */
function whoseName(event: string, field: string): string {
  const [first] = lowerSnake(event).split("_");
  return `${first}_${lowerSnake(field)}`;
}

function takenName(name: string, builtIn: boolean): string | undefined {
  if (builtInEventNames.has(name) && !builtIn) return "Tracklake defines an event of this name itself";
  const method = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (trackerMembers.has(method)) return `the tracker has a member "${method}" already`;
  return undefined;
}
