// closed(S): what writers may write. Properties that a schema does not name are refused, at every depth.
// A value's schema is closed as a whole, over everything that its combinations name, since closing the parts of an
// allOf one by one would leave nothing.
import { type Dialect, dialectOf } from "./dialect.js";
import { jsonTypeOf } from "./formula/formula.js";
import { References } from "./read/references.js";
import { eachSubschema, mapSubschemas } from "./subschemas.js";

/**
 * The schema with unknown properties refused at every depth.
 *
 * Objects whose further properties have a schema of their own (maps) keep them, and objects that name no property stay
 * as they are. What stands under `not` and `if` stays, too: closing it would do the opposite.
 *
 * @param schema A JSON Schema.
 * @param dialect Its draft, where it has no `$schema` and that is known.
 * @example
 * closeSchema({ properties: { plan: { type: "string" } } });
 * // { properties: { plan: { type: "string" } }, additionalProperties: false }
 */
export function closeSchema(schema: unknown, dialect?: Dialect): unknown {
  const references = new References(schema, dialectOf(schema, dialect));
  return close(schema, references, references.root.base, true);
}

function close(schema: unknown, references: References, base: string, isValue: boolean): unknown {
  if (jsonTypeOf(schema) !== "object") return schema;
  const inner = mapSubschemas(schema, ({ role, schema: part }) => {
    if (role === "negated" || role === "key") return part;
    return close(part, references, base, role === "value");
  }) as Record<string, unknown>;
  if (!isValue) return inner;
  const known = knownKeys(schema, references, base, new Set());
  if (!known || known.names.size + known.patterns.size === 0) return inner;
  if (isSimple(inner)) return { ...inner, additionalProperties: false };
  const all = (keys: ReadonlySet<string>) => Object.fromEntries([...keys].map((key) => [key, true]));
  const seal = {
    properties: all(known.names),
    ...(known.patterns.size > 0 ? { patternProperties: all(known.patterns) } : {}),
    additionalProperties: false,
  };
  const { $schema, $id, id, $defs, definitions, ...own } = inner;
  const outer = { $schema, $id, id, $defs, definitions };
  return {
    ...Object.fromEntries(Object.entries(outer).filter(([, held]) => held !== undefined)),
    allOf: [without(own, false), seal],
  };
}

interface Keys {
  readonly names: Set<string>;
  readonly patterns: Set<string>;
}

/** The keys that a schema and its combinations name; nothing when it says what all others have to be. */
function knownKeys(schema: unknown, references: References, base: string, seen: Set<unknown>): Keys | undefined {
  const known: Keys = { names: new Set(), patterns: new Set() };
  if (jsonTypeOf(schema) !== "object" || seen.has(schema)) return known;
  seen.add(schema);
  const { properties, patternProperties, additionalProperties, unevaluatedProperties, $ref } = schema as Record<
    string,
    unknown
  >;
  if (jsonTypeOf(additionalProperties) === "object" || jsonTypeOf(unevaluatedProperties) === "object") return undefined;
  for (const name of Object.keys(properties ?? {})) known.names.add(name);
  for (const source of Object.keys(patternProperties ?? {})) known.patterns.add(source);
  const parts: unknown[] = typeof $ref === "string" ? [references.resolve($ref, base)?.schema] : [];
  eachSubschema(schema, ({ role, schema: part, keyword }) => {
    if (role === "in-place" || keyword === "if") parts.push(part);
  });
  for (const part of parts) {
    const inner = knownKeys(part, references, base, seen);
    if (!inner) return undefined;
    for (const name of inner.names) known.names.add(name);
    for (const source of inner.patterns) known.patterns.add(source);
  }
  return known;
}

function isSimple(schema: Readonly<Record<string, unknown>>): boolean {
  let simple = !("$ref" in schema);
  eachSubschema(schema, ({ role }) => {
    if (role === "in-place") simple = false;
  });
  return simple;
}

/** A part of the closed whole refuses nothing by itself, else it would refuse what the other parts name. */
function without(schema: Readonly<Record<string, unknown>>, held: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword, value]) => keyword !== "unevaluatedProperties" || value !== held),
  );
}
