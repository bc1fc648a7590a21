// Random calls of an event and settings of its contexts, as an author would write them: literals, dates, undefined and null.
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import type { Random } from "./random.js";

/** The TypeScript text of an object with these fields, a random choice of the optional ones. */
export function objectText(r: Random, fields: readonly FieldModel[]): string {
  const members = fields
    .filter((field) => field.required || !r.once(3))
    .map((field) => `${field.name}: ${fieldText(r, field)}`);
  return `{ ${members.join(", ")} }`;
}

function fieldText(r: Random, field: FieldModel): string {
  if (!field.required && r.once(6)) return r.pick(["null", "undefined"]);
  if (field.nullable && r.once(3)) return "null";
  return valueText(r, field.type);
}

function valueText(r: Random, type: TypeModel): string {
  switch (type.kind) {
    case "boolean":
      return r.pick(["true", "false"]);
    case "integer":
      return r.pick(["0", "7"]);
    case "number":
      return r.pick(["1.5", "-3"]);
    case "bigint":
      return "12n";
    case "decimal":
      return r.pick(['"1"', '"-12.50"']);
    case "enum":
      return JSON.stringify(r.pick(type.values));
    case "timestamp":
      return r.pick(["new Date(0)", '"2026-01-02T03:04:05Z"']);
    case "json":
      return r.pick(["{ x: [1] }", "null", '"text"']);
    case "struct":
      return objectText(r, type.fields);
    case "array":
      return `[${r.once(3) ? "" : valueText(r, type.items)}]`;
    case "map":
      return `{ k: ${r.once(4) ? "null" : valueText(r, type.values)} }`;
    default:
      return '"x"';
  }
}

/** Statements that call an event's method and set its contexts, on a tracker of this name. */
export function callTexts(r: Random, tracker: string, method: string, model: EventModel): string[] {
  const given = model.properties.length === 0 ? "" : objectText(r, model.properties);
  const none = model.properties.every((field) => !field.required) ? [`${tracker}.${method}();`] : [];
  const contexts = model.contexts.map(
    ({ name, fields }) => `${tracker}.setContext({ ${name}: ${objectText(r, fields)} });`,
  );
  return [`${tracker}.${method}(${given});`, ...none, ...contexts];
}
