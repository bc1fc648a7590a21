// Quoting for Markdown: whatever an author wrote stays text, breaks no table, links to nothing and calls nobody.
// Source: GitHub Flavored Markdown, "Tables", "Code spans", "Autolinks", "Disallowed Raw HTML".

/** Text in backticks, for a cell of a table: nothing in it ends the span, the cell or the line. */
export function code(text: string): string {
  // Within a table a pipe ends the cell even in a code span, unless it is escaped.
  return inlineCode(text).replaceAll("|", "\\|");
}

/** Text in backticks, outside of tables. */
export function inlineCode(text: string): string {
  const flat = visible(text).replace(/\s+/g, " ");
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = "`".repeat(longest + 1);
  const pad = longest > 0 || flat.trim() === "" || flat.startsWith(" ") || flat.endsWith(" ") ? " " : "";
  return `${ticks}${pad}${flat}${pad}${ticks}`;
}

/** Plain text that Markdown reads as text, in a table or outside. */
export function escaped(text: string): string {
  return (
    visible(text)
      .replace(/[\\`*_~[\]<>|#!&{}]/g, "\\$&")
      // A joiner of no width after what would call somebody or link to another issue: `@team`, `#12`, `GH-12`.
      .replace(/@(?=[\w[])|\\#(?=\d)|\bGH-(?=\d)/gi, "$&\u2060")
      .replace(/\b(https?|ftp|mailto):|\bwww\./gi, (start) => `${start.slice(0, -1)}\u2060${start.slice(-1)}`)
      .replace(/\s+/g, " ")
  );
}

/** A fence longer than any run of backticks at the start of a line. */
export function fence(text: string): string {
  const longest = Math.max(2, ...(text.match(/^[ \t]*`+/gm) ?? []).map((run) => run.trim().length));
  return "`".repeat(longest + 1);
}

/** A fenced block. */
export function block(language: string, text: string): string {
  const content = visible(text).trimEnd();
  const ticks = fence(content);
  return `${ticks}${language}\n${content}\n${ticks}`;
}

/** Characters that hide, that turn the direction of what follows, or that speak to a terminal are shown by their numbers. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, (hidden) =>
    /[\n\t]/.test(hidden) ? hidden : hidden === "\r" ? " " : `\\u${hidden.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
