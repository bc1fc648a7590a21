// Names and texts as DuckDB's SQL writes them.

/** A quoted name. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path for DuckDB's file functions, which read `*`, `?` and `[` as patterns. */
export function globPath(path: string): string {
  return path.replace(/[[*?]/g, "[$&]");
}
