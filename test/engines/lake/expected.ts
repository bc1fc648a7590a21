// What a call's values are in the table: the type mapping of the design, told apart from the code that carries it out.
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import { expect } from "vitest";

type Row = Record<string, unknown>;

/** The properties and contexts of a call as a row of its table. */
export function expectedRow(
  model: EventModel,
  { properties, contexts = {} }: { readonly properties: Row; readonly contexts?: Row },
): Row {
  const ofContexts = model.contexts.map(({ name, fields }) =>
    struct(fields, (contexts[name] as Row | undefined) ?? {}),
  );
  return Object.assign({}, ...ofContexts, struct(model.properties, properties));
}

function struct(fields: readonly FieldModel[], given: Row): Row {
  return Object.fromEntries(
    fields.map((field) => [field.name, protectedValue(field, value(field.type, given[field.name]))]),
  );
}

/** Personal values come as something else or not at all; which, other tests show. */
function protectedValue({ pii }: FieldModel, plain: unknown): unknown {
  if (pii === undefined || plain === null) return plain;
  return pii === "drop" ? null : expect.any(String);
}

function value(type: TypeModel, given: unknown): unknown {
  if (given === null || given === undefined) return null;
  switch (type.kind) {
    case "integer":
    case "bigint":
      return String(given);
    case "decimal":
      return decimal(String(given), type.scale);
    case "timestamp":
      return new Date(given as Date | string).toISOString().replace("T", " ").replace("Z", "");
    case "json":
      return JSON.stringify(given);
    case "struct":
      return struct(type.fields, given as Row);
    case "array":
      return (given as unknown[]).map((item) => value(type.items, item));
    case "map":
      return Object.fromEntries(Object.entries(given).map(([key, item]) => [key, value(type.values, item)]));
    default:
      return given;
  }
}

/** All digits after the point, and no minus before nothing. */
function decimal(text: string, scale: number): string {
  const [, minus = "", whole = "", after = ""] = /^(-?)0*(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  const digits = after.padEnd(scale, "0");
  const sign = /[1-9]/.test(whole + digits) ? minus : "";
  return `${sign}${whole}${scale > 0 ? `.${digits}` : ""}`;
}
