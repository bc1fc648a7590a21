// A result as JSON: its columns with their types, and its rows as objects.
// Columns of the same name are numbered, so that no value is lost.
import { jsonText } from "./json.js";
import type { TableData } from "./table.js";

/** Writes a result as JSON, one row a line, with what was left out of it. */
export function queryJson({ columns, rows }: TableData, warnings: readonly string[] = []): string {
  const names = uniqueNames(columns.map(({ name }) => name));
  const heads = columns.map(({ type }, index) => ({ name: names[index], type }));
  const lines = rows.map((row) => jsonText(Object.fromEntries(names.map((name, index) => [name, row[index] ?? null]))));
  const body = lines.length === 0 ? "[]" : `[\n    ${lines.join(",\n    ")}\n  ]`;
  return `{\n  "columns": ${jsonText(heads)},\n  "rows": ${body},\n  "warnings": ${jsonText(warnings)}\n}\n`;
}

function uniqueNames(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let count = 2; seen.has(unique); count += 1) unique = `${name}_${count}`;
    seen.add(unique);
    return unique;
  });
}
