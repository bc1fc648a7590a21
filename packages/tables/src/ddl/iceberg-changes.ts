// What Athena has to run for an Iceberg table when its event has got another revision: columns, and wider types.
// Source: Amazon Athena User Guide, "Evolve Iceberg table schema": int to bigint, float to double, decimals of more
// digits. Fields within a struct are added by naming the column with its whole type. (unproven)
import { type HiveField, type HiveType, hiveTypeText, parseHiveType } from "../model/hive-type.js";
import type { ColumnModel, TableModel } from "../table-model.js";
import { ddlText, quoteDdl } from "./quote.js";

/** The way from one table to another. */
export interface IcebergChanges {
  /** Statements without a semicolon, in their order. */
  readonly statements: readonly string[];
  /** What Iceberg cannot do, a sentence each, with the way out. */
  readonly refused: readonly string[];
}

/**
 * The statements that bring an Iceberg table to what it should be.
 *
 * @param before - The same table of an earlier revision.
 * @example
 * icebergChanges(before, after).statements; // ["ALTER TABLE acme_store.plan_changed_v1 ADD COLUMNS (\n  seats bigint\n)"]
 */
export function icebergChanges(before: TableModel, after: TableModel): IcebergChanges {
  const table = `${quoteDdl(after.database)}.${quoteDdl(after.name)}`;
  const live = new Map(before.columns.map((column) => [column.name, column]));
  const added = after.columns.filter(({ name }) => !live.has(name));
  const refused: string[] = [];
  const changed = after.columns.flatMap((column): string[] => {
    const was = live.get(column.name);
    if (!was || was.type === column.type) return [];
    const clash = clashOf(parseHiveType(was.type), parseHiveType(column.type), column.name);
    if (clash === undefined)
      return [`ALTER TABLE ${table} CHANGE COLUMN ${quoteDdl(column.name)} ${columnText(column)}`];
    refused.push(`${clash}: raise the event's major, so that it gets a new table; the view unites the two.`);
    return [];
  });
  const add =
    added.length === 0
      ? []
      : [`ALTER TABLE ${table} ADD COLUMNS (\n${added.map((one) => `  ${columnText(one)}`).join(",\n")}\n)`];
  return { statements: [...changed, ...add], refused };
}

function columnText({ name, type, comment }: ColumnModel): string {
  const said = comment === undefined ? "" : ` COMMENT ${ddlText(comment)}`;
  return `${quoteDdl(name)} ${hiveTypeText(parseHiveType(type), quoteDdl)}${said}`;
}

/** Why a type cannot become another in place, or `undefined` when it can. */
function clashOf(was: HiveType, is: HiveType, path: string): string | undefined {
  if (was.kind === "array" && is.kind === "array") return clashOf(was.items, is.items, `${path}[]`);
  if (was.kind === "map" && is.kind === "map") {
    return clashOf(was.keys, is.keys, `${path}{key}`) ?? clashOf(was.values, is.values, `${path}{}`);
  }
  if (was.kind === "struct" && is.kind === "struct") {
    const next = new Map(is.fields.map((field) => [field.name, field]));
    const clash = (field: HiveField) => {
      const other = next.get(field.name);
      return other
        ? clashOf(field.type, other.type, `${path}.${field.name}`)
        : `${path}.${field.name} would be dropped`;
    };
    return was.fields.map(clash).find((found) => found !== undefined);
  }
  const [from, to] = [hiveTypeText(was), hiveTypeText(is)];
  return from === to || isWider(from, to) ? undefined : `${path} is ${from} and cannot become ${to}`;
}

const wider: ReadonlySet<string> = new Set(["int bigint", "float double"]);

function isWider(from: string, to: string): boolean {
  if (wider.has(`${from} ${to}`)) return true;
  const parts = (text: string) => /^decimal\((\d+),(\d+)\)$/.exec(text);
  const [was, is] = [parts(from), parts(to)];
  return !!was && !!is && was[2] === is[2] && Number(was[1]) <= Number(is[1]);
}
