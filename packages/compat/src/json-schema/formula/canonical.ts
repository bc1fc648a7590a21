// JSON values as text that is the same for equal values: 1 and 1.0, and objects in whatever order their keys are.
import { jsonTypeOf } from "./formula.js";

/** The canonical text of a JSON value. */
export function canonical(value: unknown): string {
  switch (jsonTypeOf(value)) {
    case "array":
      return `[${(value as readonly unknown[]).map(canonical).join(",")}]`;
    case "object": {
      const object = value as Readonly<Record<string, unknown>>;
      const members = Object.keys(object)
        .sort()
        .map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`);
      return `{${members.join(",")}}`;
    }
    default:
      return JSON.stringify(Object.is(value, -0) ? 0 : value);
  }
}
