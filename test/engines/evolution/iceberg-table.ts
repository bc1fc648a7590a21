// An Iceberg table that is changed by DDL alone: columns and nested fields are added, types are set where Iceberg takes it.
import type { FieldModel, TypeModel } from "@tracklake/schema";
import { quoteQuery } from "@tracklake/tables";
import { type Ask, TrinoError } from "../ask/trino.js";
import type { Outcome } from "./outcome.js";

/** A table beside that of the lines, from which its rows are taken. */
export class IcebergTable {
  #fields: readonly FieldModel[] | undefined;
  /** Set when a change was refused; nothing is written from then on. */
  refused: Outcome | undefined;

  constructor(
    private readonly ask: Ask,
    readonly name: string,
    private readonly of: { readonly lines: string; readonly location: string },
  ) {}

  /** Brings the table to these fields, and adds rows. */
  async add(fields: readonly FieldModel[], columns: string, rows: string): Promise<void> {
    if (this.refused) return;
    const { lines, location } = this.of;
    const statements = this.#fields
      ? changes(this.#fields, fields).map((change) => `ALTER TABLE ${this.name} ${change}`)
      : [`CREATE TABLE ${this.name} WITH (location = '${location}') AS SELECT * FROM ${lines} WHERE false`];
    try {
      for (const statement of statements) await this.ask(statement);
    } catch (error) {
      if (!(error instanceof TrinoError)) throw error;
      this.refused = { same: false, how: error.message.split("\n")[0] ?? error.code };
      return;
    }
    this.#fields = fields;
    await this.ask(`INSERT INTO ${this.name} (${columns}) ${rows}`);
  }
}

/** What leads from some fields to others; those within arrays and maps are named by `element` and `value`. */
function changes(
  before: readonly FieldModel[],
  after: readonly FieldModel[],
  within: readonly string[] = [],
): string[] {
  return after.flatMap(({ name, type }) => {
    const path = [...within, quoteQuery(name)];
    const old = before.find((field) => field.name === name)?.type;
    return old ? typeChanges(old, type, path) : [`ADD COLUMN ${path.join(".")} ${trinoType(type)}`];
  });
}

function typeChanges(before: TypeModel, after: TypeModel, path: readonly string[]): string[] {
  if (before.kind === "struct" && after.kind === "struct") return changes(before.fields, after.fields, path);
  if (before.kind === "array" && after.kind === "array")
    return typeChanges(before.items, after.items, [...path, "element"]);
  if (before.kind === "map" && after.kind === "map")
    return typeChanges(before.values, after.values, [...path, "value"]);
  const type = trinoType(after);
  return trinoType(before) === type ? [] : [`ALTER COLUMN ${path.join(".")} SET DATA TYPE ${type}`];
}

function trinoType(type: TypeModel): string {
  switch (type.kind) {
    case "integer":
    case "bigint":
      return "bigint";
    case "number":
      return "double";
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "timestamp":
      // Iceberg's timestamps are to the microsecond.
      return "timestamp(6)";
    case "boolean":
    case "date":
      return type.kind;
    case "struct":
      return `row(${type.fields.map((field) => `${quoteQuery(field.name)} ${trinoType(field.type)}`).join(", ")})`;
    case "array":
      return `array(${trinoType(type.items)})`;
    case "map":
      return `map(varchar, ${trinoType(type.values)})`;
    default:
      return "varchar";
  }
}
