// The type of one schema: the closed subset of JSON Schema that maps to columns without loss.
// Everything outside it is a finding that names the way out.
import { COLUMN } from "./column.js";
import type { Finding } from "./finding.js";
import { annotations, isRecord, keywordsOf } from "./keywords.js";
import { type UnmappedRule, unmapped } from "./lint/unmapped.js";
import type { FieldModel, NumberBounds, TypeModel } from "./model.js";
import { nearestName } from "./nearest-name.js";

/** A type, and whether null may stand for it. */
export interface MappedType {
  readonly type: TypeModel;
  readonly nullable: boolean;
}

/** Reads the fields of an object schema; given by model-of.ts, since fields hold types and types fields. */
export type ReadFields = (object: Record<string, unknown>, path: string, findings: Finding[]) => FieldModel[];

type Schema = Record<string, unknown>;

/** The type of a schema, or `undefined` after adding a finding. */
export function typeModel(
  schema: Schema,
  path: string,
  findings: Finding[],
  readFields: ReadFields,
): MappedType | undefined {
  const report = (rule: UnmappedRule, message: string, suggestion: string): undefined => {
    findings.push(unmapped(rule, path, message, suggestion));
    return undefined;
  };
  const plain = (type: TypeModel, ...keywords: string[]): MappedType => {
    for (const keyword of Object.keys(schema)) {
      if (annotations.has(keyword) || keywords.includes(keyword) || keyword === "type") continue;
      const meant = nearestName(keyword, [...annotations, ...keywords]);
      if (meant !== undefined) {
        report("unsupported-keyword", `"${keyword}" is not an option of a property.`, `Did you mean ${meant}?`);
        continue;
      }
      report(
        "unsupported-keyword",
        `"${keyword}" says something of ${article(type.kind)} ${type.kind} that neither the encoder nor the table can honour.`,
        `Leave "${keyword}" out, and check it in the application.`,
      );
    }
    return { type, nullable: false };
  };
  const nested = (item: unknown, at: string): TypeModel | undefined => {
    const mapped = typeModel(keywordsOf(item), `${path}${at}`, findings, readFields);
    if (!mapped?.nullable) return mapped?.type;
    return report(
      "mixed-union",
      `the values of ${path}${at} may be null.`,
      "Leave null values out of arrays and maps.",
    );
  };

  if (typeof schema[COLUMN] === "string") return annotatedColumn(schema, plain);
  if (Array.isArray(schema.anyOf)) return union(schema.anyOf, path, findings, readFields, plain, report);
  if ("const" in schema) {
    if (typeof schema.const === "string") return plain({ kind: "enum", values: [schema.const] }, "const");
    return report(
      "no-column",
      `the literal ${JSON.stringify(schema.const)} is no text.`,
      "Use Type.Boolean(), Type.Integer() or a literal text.",
    );
  }
  if (Array.isArray(schema.enum)) {
    if (schema.enum.every((value) => typeof value === "string"))
      return plain({ kind: "enum", values: schema.enum }, "enum");
    return report("mixed-union", "an enum of values that are not all texts.", "Use a union of literal texts.");
  }
  if ("allOf" in schema) return report("no-column", `${describe(schema)} has no column.`, wayOut(schema));
  switch (schema.type) {
    case "boolean":
      return plain({ kind: "boolean" });
    case "integer":
    case "number":
      return plain({ kind: schema.type, ...numberBounds(schema) }, ...boundKeywords);
    case "bigint":
      return plain({ kind: "bigint" });
    case "Date":
      return plain({ kind: "timestamp" });
    case "string":
      return text(schema, plain, report);
    case "array":
      return list(schema, nested, plain, report);
    case "object":
      return object(schema, path, findings, readFields, nested, plain, report);
    default:
      return report("no-column", `${describe(schema)} has no column.`, wayOut(schema));
  }
}

type Report = (rule: UnmappedRule, message: string, suggestion: string) => undefined;
type Plain = (type: TypeModel, ...keywords: string[]) => MappedType;
type Nested = (item: unknown, at: string) => TypeModel | undefined;

const boundKeywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] as const;

function annotatedColumn(schema: Schema, plain: Plain): MappedType {
  if (schema[COLUMN] === "decimal") {
    const { precision, scale } = schema as { precision: number; scale: number };
    return plain({ kind: "decimal", precision, scale }, COLUMN, "precision", "scale");
  }
  return plain({ kind: schema[COLUMN] === "bigint" ? "bigint" : "json" }, COLUMN);
}

function text(schema: Schema, plain: Plain, report: Report): MappedType | undefined {
  switch (schema.format) {
    case undefined:
      return plain(
        {
          kind: "string",
          ...numbers(schema, "minLength", "maxLength"),
          ...(typeof schema.pattern === "string" ? { pattern: schema.pattern } : {}),
        },
        "minLength",
        "maxLength",
        "pattern",
      );
    case "date-time":
      return plain({ kind: "timestamp" }, "format");
    case "date":
    case "uuid":
      return plain({ kind: schema.format }, "format");
    default:
      return report(
        "unsupported-keyword",
        `the format "${String(schema.format)}" is not checked by the encoder.`,
        "Use a pattern, or one of the formats date-time, date and uuid.",
      );
  }
}

function list(schema: Schema, nested: Nested, plain: Plain, report: Report): MappedType | undefined {
  if (!isRecord(schema.items) || schema.prefixItems !== undefined) {
    return report("no-column", "a tuple has no column.", "Use Type.Object with a name for each part.");
  }
  const items = nested(schema.items, "[]");
  return (
    items &&
    plain({ kind: "array", items, ...numbers(schema, "minItems", "maxItems") }, "items", "minItems", "maxItems")
  );
}

function object(
  schema: Schema,
  path: string,
  findings: Finding[],
  readFields: ReadFields,
  nested: Nested,
  plain: Plain,
  report: Report,
): MappedType | undefined {
  if (isRecord(schema.patternProperties)) {
    const [[pattern, values] = []] = Object.entries(schema.patternProperties);
    if (pattern !== "^(.*)$")
      return report("map-key", "a map whose keys are not just texts.", "Use Type.Record(Type.String(), …).");
    const type = nested(values, "{}");
    return type && plain({ kind: "map", values: type }, "patternProperties");
  }
  if (schema.additionalProperties !== undefined && schema.additionalProperties !== false) {
    return report(
      "open-object",
      "an object that may hold more than its properties.",
      "Name every property, or use Type.Record or column.json().",
    );
  }
  const before = findings.length;
  const fields = readFields(schema, path, findings);
  if (fields.length === 0) {
    if (findings.length > before) return undefined;
    return report(
      "empty-object",
      "an object without properties has no column.",
      "Name its properties, or use column.json().",
    );
  }
  return plain({ kind: "struct", fields }, "properties", "required", "additionalProperties");
}

function union(
  branches: unknown[],
  path: string,
  findings: Finding[],
  readFields: ReadFields,
  plain: Plain,
  report: Report,
): MappedType | undefined {
  const kept = branches.map(keywordsOf).filter((branch) => branch.type !== "null");
  const nullable = kept.length < branches.length;
  const literals = kept.map((branch) => branch.const);
  if (kept.length > 0 && literals.every((value) => typeof value === "string")) {
    return { ...plain({ kind: "enum", values: [...new Set(literals)] }, "anyOf"), nullable };
  }
  const [only] = kept;
  if (kept.length === 1 && only) {
    const mapped = typeModel(only, path, findings, readFields);
    return mapped && { ...plain(mapped.type, "anyOf"), nullable: nullable || mapped.nullable };
  }
  const kinds = kept.map(describe).join(" or ");
  return report(
    "mixed-union",
    `a union of ${kinds || "nothing"} has no column.`,
    "Give each type a property of its own, or use column.json().",
  );
}

function numberBounds(schema: Schema): NumberBounds {
  return numbers(schema, ...boundKeywords);
}

function numbers<const Keys extends string>(schema: Schema, ...keys: Keys[]): { [Key in Keys]?: number } {
  const found: { [Key in Keys]?: number } = {};
  for (const key of keys) if (typeof schema[key] === "number") found[key] = schema[key];
  return found;
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? "an" : "a";
}

function describe(schema: Schema): string {
  if ("const" in schema) return `the literal ${JSON.stringify(schema.const)}`;
  for (const keyword of ["allOf", "not", "$ref", "anyOf", "oneOf"]) if (keyword in schema) return `"${keyword}"`;
  if (typeof schema.type === "string") return `the type "${schema.type}"`;
  return "a value of any type";
}

function wayOut(schema: Schema): string {
  if ("allOf" in schema) return "Use Type.Composite, which writes one object.";
  if ("$ref" in schema) return "Write the type where it is used; a recursive type needs column.json().";
  return "Use column.json() to store its JSON text, or name its type.";
}
