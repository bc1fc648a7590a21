// A result as CSV (RFC 4180): a head, one line a row, NULL as nothing between the commas.
// An empty text is written as "", so that it can be told from NULL.
import { cellText } from "./cell.js";
import type { TableData } from "./table.js";

/**
 * Writes a result as CSV with `\n` line ends, since what reads it here are pipes.
 *
 * @example
 * csv({ columns: [{ name: "n", type: "BIGINT" }], rows: [[1n]] }); // "n\n1\n"
 */
export function csv({ columns, rows }: TableData): string {
  const lines = [columns.map(({ name }) => name), ...rows].map((row) => row.map(field).join(","));
  return `${lines.join("\n")}\n`;
}

function field(value: unknown): string {
  const text = cellText(value);
  if (text === undefined) return "";
  return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
