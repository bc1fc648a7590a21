// Quoting for Markdown: whatever an author wrote stays text.

/** Text in backticks that cannot end them, nor the table's cell. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, " ").replaceAll("|", "\\|");
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = "`".repeat(longest + 1);
  const pad = longest > 0 || flat === "" ? " " : "";
  return `${ticks}${pad}${flat}${pad}${ticks}`;
}

/** Plain text that Markdown reads as text. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, "\\$&").replace(/\s+/g, " ");
}

/** A fence longer than any run of backticks at the start of a line. */
export function fence(text: string): string {
  const longest = Math.max(2, ...(text.match(/^`+/gm) ?? []).map((run) => run.length));
  return "`".repeat(longest + 1);
}
