// open(S): what readers put up with. Properties that a schema does not name are allowed, at every depth.
// Only refusals are taken away; what further properties have to be stays.
import { jsonTypeOf } from "./formula/formula.js";
import { mapSubschemas } from "./subschemas.js";

/**
 * The schema with unknown properties allowed at every depth.
 *
 * What stands under `not` and `if` stays as it is: opening it would do the opposite.
 *
 * @param schema A JSON Schema.
 * @example
 * openSchema({ properties: { plan: true }, additionalProperties: false }); // { properties: { plan: true } }
 */
export function openSchema(schema: unknown): unknown {
  if (jsonTypeOf(schema) !== "object") return schema;
  const inner = mapSubschemas(schema, ({ role, schema: part }) =>
    role === "negated" || role === "key" ? part : openSchema(part),
  );
  return Object.fromEntries(
    Object.entries(inner as Record<string, unknown>).filter(
      ([keyword, held]) => !refuses.has(keyword) || held !== false,
    ),
  );
}

const refuses = new Set(["additionalProperties", "unevaluatedProperties"]);
