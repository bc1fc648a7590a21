// The differences of two types at one place: another kind, or the same kind with other bounds.
// Nested fields are compared by the caller's function, since fields hold types and types hold fields.
import { canonicalJson, type FieldModel, hiveType, type TypeModel } from "@tracklake/schema";
import type { Change } from "./change.js";

/** Compares the fields of two structs; given by diff-events.ts. */
export type CompareFields = (before: readonly FieldModel[], after: readonly FieldModel[], path: string) => Change[];

/** What differs between two types. */
export function typeChanges(before: TypeModel, after: TypeModel, path: string, compare: CompareFields): Change[] {
  if (before.kind !== after.kind) return [typeChanged(before, after, path)];
  switch (after.kind) {
    case "struct":
      return before.kind === "struct" ? compare(before.fields, after.fields, path) : [];
    case "array":
      if (before.kind !== "array") return [];
      return [
        ...bounds(before, after, path, ["minItems"], ["maxItems"]),
        ...typeChanges(before.items, after.items, `${path}[]`, compare),
      ];
    case "map":
      return before.kind === "map" ? typeChanges(before.values, after.values, `${path}{}`, compare) : [];
    case "enum":
      return before.kind === "enum" ? enumChanges(before.values, after.values, path) : [];
    case "decimal":
      return hiveType(before) === hiveType(after)
        ? []
        : [{ kind: "decimal-changed", path, was: hiveType(before), is: hiveType(after) }];
    case "integer":
    case "number":
      return bounds(before, after, path, ["minimum", "exclusiveMinimum"], ["maximum", "exclusiveMaximum"]);
    case "string":
      return before.kind === "string"
        ? [...bounds(before, after, path, ["minLength"], ["maxLength"]), ...patternChange(before, after, path)]
        : [];
    default:
      return [];
  }
}

/** A type for people: its column, and what kind it is where two kinds share a column. */
export function typeText(type: TypeModel): string {
  const column = hiveType(type);
  return column.startsWith(type.kind) ? column : `${type.kind} (${column})`;
}

function typeChanged(before: TypeModel, after: TypeModel, path: string): Change {
  return { kind: "type-changed", path, was: typeText(before), is: typeText(after) };
}

function enumChanges(before: readonly string[], after: readonly string[], path: string): Change[] {
  return [
    ...after
      .filter((value) => !before.includes(value))
      .map((value): Change => ({ kind: "enum-value-added", path, is: value })),
    ...before
      .filter((value) => !after.includes(value))
      .map((value): Change => ({ kind: "enum-value-removed", path, was: value })),
  ];
}

type Bounded = { readonly [bound: string]: unknown };

/** Compares lower and upper bounds by name; a missing one leaves all the room there is. */
function bounds(
  before: TypeModel,
  after: TypeModel,
  path: string,
  lower: readonly string[],
  upper: readonly string[],
): Change[] {
  const changes: Change[] = [];
  const compare = (name: string, none: number, tighter: (was: number, is: number) => boolean) => {
    const was = numberOf((before as unknown as Bounded)[name]);
    const is = numberOf((after as unknown as Bounded)[name]);
    if (was === is) return;
    const kind = tighter(was ?? none, is ?? none) ? "constraint-tightened" : "constraint-loosened";
    changes.push({
      kind,
      path,
      ...(was === undefined ? {} : { was: `${name} ${was}` }),
      ...(is === undefined ? {} : { is: `${name} ${is}` }),
    });
  };
  for (const name of lower) compare(name, Number.NEGATIVE_INFINITY, (was, is) => is > was);
  for (const name of upper) compare(name, Number.POSITIVE_INFINITY, (was, is) => is < was);
  return changes;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function patternChange(
  before: { readonly pattern?: string },
  after: { readonly pattern?: string },
  path: string,
): Change[] {
  if (canonicalJson(before.pattern ?? null) === canonicalJson(after.pattern ?? null)) return [];
  return [
    {
      kind: "pattern-changed",
      path,
      ...(before.pattern === undefined ? {} : { was: before.pattern }),
      ...(after.pattern === undefined ? {} : { is: after.pattern }),
    },
  ];
}
