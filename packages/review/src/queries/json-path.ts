// Paths into JSON as the dialects write them, in one form: `user.name`, `items[].price`.
// Trino's `$.user.name`, SQL/JSON's `lax $.user.name`, PostgreSQL's `{user,name}` and a bare key.

/**
 * A path's segments.
 *
 * @example
 * jsonSegments("lax $.items[0].price"); // ["items[]", "price"]
 */
export function jsonSegments(path: string): string[] {
  const bare = path.trim().replace(/^(lax|strict)\s+/i, "");
  if (/^\{.*\}$/.test(bare)) return segments(bare.slice(1, -1).split(","));
  if (!bare.startsWith("$")) return segments([bare]);
  const parts = bare.slice(1).match(/\[\s*(?:'[^']*'|"[^"]*"|[^\]]*)\s*\]|\."[^"]*"|\.[^.[]+/g) ?? [];
  return segments(parts.map((part) => part.replace(/^\.|^\[\s*|\s*\]$/g, "").replace(/^(['"])(.*)\1$/, "$2")));
}

/** Numbers and `*` are places in the array before them. */
function segments(parts: readonly string[]): string[] {
  const found: string[] = [];
  for (const part of parts.map((each) => each.trim()).filter((each) => each !== "")) {
    if (!/^(\d+|\*|last)$/.test(part)) found.push(part);
    else found.push(`${found.pop() ?? ""}[]`);
  }
  return found;
}

/** A path's text; `$` for the whole document. */
export function pathText(parts: readonly string[]): string {
  return parts.length === 0 ? "$" : parts.join(".");
}
