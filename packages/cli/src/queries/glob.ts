// Patterns of paths: `*` within a folder, `**` through folders, `?`, and `{a,b}`.
// Node's own matcher is experimental before 22, and 20 is supported.

/**
 * Whether a path fits a pattern.
 *
 * @example
 * matchesGlob("queries/growth/plans.sql", "queries/**\/*.sql"); // true
 */
export function matchesGlob(path: string, pattern: string): boolean {
  return new RegExp(`^${source(pattern)}$`).test(path);
}

function source(pattern: string): string {
  const parts = pattern.replace(/^\.\//, "").match(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|\{/g) ?? [];
  return parts
    .map((part) => {
      if (part === "**/") return "(?:[^/]+/)*";
      if (part === "**") return ".*";
      if (part === "*") return "[^/]*";
      if (part === "?") return "[^/]";
      if (/^\{.*\}$/.test(part)) return `(?:${part.slice(1, -1).split(",").map(source).join("|")})`;
      return part.replace(/[.+^$()|[\]\\{}]/g, "\\$&");
    })
    .join("");
}
