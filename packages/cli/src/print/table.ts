// A result as a table in a box: numbers to the right, NULL dim, wide characters measured.
// On a terminal, too wide columns are cut so that a row stays on its line.
import type { Colors } from "../session.js";
import { cellText, visible } from "./cell.js";
import { cut, width } from "./width.js";

/** Columns and rows as a query returns them. */
export interface TableData {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** How a table is printed. */
export interface TableOptions {
  readonly colors: Colors;
  /** Width to keep within, in terminal columns; nothing is cut when it is left out. */
  readonly columns?: number | undefined;
}

interface Cell {
  readonly text: string;
  readonly width: number;
  readonly null: boolean;
}

const LEAST_WIDTH = 6;
const numeric = /^(u?(tiny|small|big|huge)?int(eger)?\d*|float|real|double|decimal|numeric)\b/i;

/**
 * Prints a result.
 *
 * @returns The table's lines, joined; no newline at the end.
 */
export function table({ columns, rows }: TableData, { colors, columns: limit }: TableOptions): string {
  const heads = columns.map(({ name }) => cellOf(name));
  const cells = rows.map((row) => columns.map((_, index) => cellOf(row[index])));
  const natural = heads.map((head, index) =>
    cells.reduce((most, row) => Math.max(most, row[index]?.width ?? 0), Math.max(1, head.width)),
  );
  const widths = limit === undefined ? natural : fit(natural, limit);
  const right = columns.map(({ type }) => numeric.test(type));
  const bar = colors.dim("│");
  const rule = (left: string, middle: string, end: string) =>
    colors.dim(`${left}${widths.map((columnWidth) => "─".repeat(columnWidth + 2)).join(middle)}${end}`);
  const line = (row: readonly Cell[], style: (cell: Cell, text: string) => string) => {
    const parts = row.map((cell, index) => {
      const text = cut(cell.text, widths[index] ?? cell.width);
      const space = " ".repeat(Math.max(0, (widths[index] ?? 0) - width(text)));
      return right[index] ? `${space}${style(cell, text)}` : `${style(cell, text)}${space}`;
    });
    return `${bar} ${parts.join(` ${bar} `)} ${bar}`;
  };
  return [
    rule("┌", "┬", "┐"),
    line(heads, (_, text) => colors.bold(text)),
    rule("├", "┼", "┤"),
    ...cells.map((row) => line(row, (cell, text) => (cell.null ? colors.dim(text) : text))),
    rule("└", "┴", "┘"),
  ].join("\n");
}

function cellOf(value: unknown): Cell {
  const text = cellText(value);
  const shown = visible(text ?? "NULL");
  return { text: shown, width: width(shown), null: text === undefined };
}

/** Takes from the widest column, one column at a time, until a row fits. */
function fit(widths: readonly number[], limit: number): number[] {
  const fitted = [...widths];
  let excess = fitted.reduce((sum, columnWidth) => sum + columnWidth + 3, 1) - limit;
  while (excess > 0) {
    const widest = Math.max(...fitted);
    if (widest <= LEAST_WIDTH) break;
    const index = fitted.indexOf(widest);
    const next = Math.max(LEAST_WIDTH, ...fitted.filter((columnWidth) => columnWidth < widest));
    const taken = Math.min(excess, widest - Math.min(next, widest - 1));
    fitted[index] = widest - taken;
    excess -= taken;
  }
  return fitted;
}
