// The differences of two types at one place: another kind, or the same kind with other bounds.
// Nested fields are compared by the caller's function, since fields hold types and types hold fields.
import { type FieldModel, hiveType, type TypeModel } from "@tracklake/schema";
import { isAbove, isBelow, roomOf } from "./bounds.js";
import type { Change } from "./change.js";
import type { RuleId } from "./rule-id.js";
import { typeText } from "./type-text.js";

/** Compares the fields of two structs; given by field-changes.ts. */
export type CompareFields = (before: readonly FieldModel[], after: readonly FieldModel[], path: string) => Change[];

/** What differs between two types. */
export function typeChanges(from: TypeModel, to: TypeModel, path: string, compare: CompareFields): Change[] {
  if (from === to) return [];
  switch (to.kind) {
    case "struct":
      if (from.kind === "struct") return compare(from.fields, to.fields, path);
      break;
    case "array":
      if (from.kind === "array")
        return [...roomChanges(from, to, path), ...typeChanges(from.items, to.items, `${path}[]`, compare)];
      break;
    case "map":
      if (from.kind === "map") return typeChanges(from.values, to.values, `${path}{}`, compare);
      break;
    case "enum":
      if (from.kind === "enum") return enumChanges(from.values, to.values, path);
      break;
    case "decimal":
      if (from.kind === "decimal") return decimalChange(from, to, path);
      break;
    case "string":
      if (from.kind === "string") return [...roomChanges(from, to, path), ...patternChange(from, to, path)];
      break;
    default:
      if (from.kind === to.kind) return roomChanges(from, to, path);
  }
  return [{ rule: kindRule(from, to), path, was: typeText(from), is: typeText(to), from, to }];
}

const texts: ReadonlySet<TypeModel["kind"]> = new Set(["string", "enum", "uuid"]);
const times: ReadonlySet<TypeModel["kind"]> = new Set(["timestamp", "date"]);

/** The rule of a change from one kind to another. */
function kindRule({ kind: from }: TypeModel, { kind: to }: TypeModel): RuleId {
  if (from === "json" || to === "json") return "JSON_TYPE_CHANGED";
  if (from === "integer" && to === "number") return "INTEGER_TO_NUMBER";
  if (from === "number" && to === "integer") return "NUMBER_TO_INTEGER";
  if (times.has(from) && times.has(to)) return "DATE_TIMESTAMP_CHANGED";
  if (from === "string" && times.has(to)) return "TEXT_TO_TIME";
  if (times.has(from) && to === "string") return "TIME_TO_TEXT";
  if (texts.has(from) && texts.has(to)) return to === "string" ? "TEXT_WIDENED" : "TEXT_NARROWED";
  return "TYPE_CHANGED";
}

function enumChanges(before: readonly string[], after: readonly string[], path: string): Change[] {
  const [had, has] = [new Set(before), new Set(after)];
  return [
    ...after.filter((value) => !had.has(value)).map((value): Change => ({ rule: "ENUM_VALUE_ADDED", path, is: value })),
    ...before
      .filter((value) => !has.has(value))
      .map((value): Change => ({ rule: "ENUM_VALUE_REMOVED", path, was: value })),
  ];
}

function decimalChange(
  from: TypeModel & { kind: "decimal" },
  to: TypeModel & { kind: "decimal" },
  path: string,
): Change[] {
  if (from.precision === to.precision && from.scale === to.scale) return [];
  const wider = from.scale === to.scale && to.precision > from.precision;
  return [
    { rule: wider ? "DECIMAL_WIDENED" : "DECIMAL_CHANGED", path, was: hiveType(from), is: hiveType(to), from, to },
  ];
}

function patternChange(
  from: TypeModel & { kind: "string" },
  to: TypeModel & { kind: "string" },
  path: string,
): Change[] {
  if (from.pattern === to.pattern) return [];
  const [was, is] = [from.pattern, to.pattern];
  return [
    {
      rule: "PATTERN_CHANGED",
      path,
      ...(was === undefined ? {} : { was }),
      ...(is === undefined ? {} : { is }),
      from,
      to,
    },
  ];
}

const lowerBounds = ["minimum", "exclusiveMinimum", "minLength", "minItems"];
const upperBounds = ["maximum", "exclusiveMaximum", "maxLength", "maxItems"];

/** Compares the room that bounds leave; a bound that is written in another way and allows the same is no change. */
function roomChanges(from: TypeModel, to: TypeModel, path: string): Change[] {
  const [before, after] = [roomOf(from), roomOf(to)];
  if (!before || !after) return [];
  return [
    ...boundChange(isAbove(after.lower, before.lower), isAbove(before.lower, after.lower), lowerBounds),
    ...boundChange(isBelow(after.upper, before.upper), isBelow(before.upper, after.upper), upperBounds),
  ];

  function boundChange(tighter: boolean, looser: boolean, names: readonly string[]): Change[] {
    if (!tighter && !looser) return [];
    const [was, is] = [boundText(from, names), boundText(to, names)];
    return [
      {
        rule: tighter ? "CONSTRAINT_TIGHTENED" : "CONSTRAINT_LOOSENED",
        path,
        ...(was === "" ? {} : { was }),
        ...(is === "" ? {} : { is }),
        from,
        to,
      },
    ];
  }
}

function boundText(type: TypeModel, names: readonly string[]): string {
  const members = type as unknown as Readonly<Record<string, unknown>>;
  return names.flatMap((name) => (members[name] === undefined ? [] : [`${name} ${members[name]}`])).join(", ");
}
