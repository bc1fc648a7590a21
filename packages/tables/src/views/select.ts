// The SELECT list of a view: its columns one by one, as each branch of the union reads them.
// A column that a major does not have is NULL there, one of another type is cast.
import { type HiveType, hiveTypeText } from "../model/hive-type.js";
import type { Dialect } from "./dialect.js";
import type { Source, UnitedColumn } from "./unite.js";
import type { ViewColumn } from "./view-model.js";

/** A SELECT of `[expression, name]` pairs. */
export function select(dialect: Dialect, items: readonly (readonly [string, string])[]): string {
  const lines = items.map(([expression, name]) => {
    const quoted = dialect.name(name);
    return `  ${expression === quoted ? quoted : `${expression} AS ${quoted}`}`;
  });
  return `SELECT\n${lines.join(",\n")}`;
}

/** Text as a moment is read by its pattern, for what TRY_CAST makes of it differs: Trino knows no `T` and leaves offsets out. */
function cast(dialect: Dialect, value: string, from: HiveType, to: HiveType): string {
  return hiveTypeText(from) === "string" && hiveTypeText(to) === "timestamp"
    ? dialect.moment(value)
    : `TRY_CAST(${value} AS ${dialect.type(to)})`;
}

/** The expression of a united column in one branch: NULL, a column, a cast, or the first that is not NULL. */
export function expression(
  dialect: Dialect,
  column: UnitedColumn,
  branch: number,
  reference: (path: readonly string[]) => string,
): string {
  const type = dialect.type(column.type);
  const read = ({ path, from }: Source) =>
    from ? cast(dialect, reference(path), from, column.type) : dialect.stable(reference(path), column.type);
  const sources = (column.sources.get(branch) ?? []).map(read);
  const [first] = sources;
  if (first === undefined) return `CAST(NULL AS ${type})`;
  return sources.length === 1 ? first : `coalesce(${sources.join(", ")})`;
}

/** A united column as the view declares it. */
export function viewColumn(column: UnitedColumn): ViewColumn {
  const { name, type, comment } = column;
  return { name, type: hiveTypeText(type), ...(comment === undefined ? {} : { comment }) };
}
