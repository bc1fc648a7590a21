// The entries of a JQ object such as `{event_name:.event_name,day:(.at|.[0:10])}`, as far as dynamic partitioning writes them.

/** Expressions by their keys; `undefined` for what is no such object. */
export function queryEntries(query: string): ReadonlyMap<string, string> | undefined {
  const text = query.trim();
  if (!text.startsWith("{") || !text.endsWith("}")) return undefined;
  const entries = new Map<string, string>();
  for (const part of parts(text.slice(1, -1))) {
    const [, quoted, plain, expression] = /^\s*(?:"([^"\\]*)"|([A-Za-z_]\w*))\s*(?::([\s\S]*))?$/.exec(part) ?? [];
    const key = quoted ?? plain;
    if (key === undefined) return undefined;
    // `{a}` is short for `{a: .a}`. Source: jq 1.6 manual, "Object Construction".
    entries.set(key, expression?.trim() ?? `.${key}`);
  }
  return entries;
}

/** Cut at commas that stand in no brackets and no text. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: sign, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[()[\]{},]/g)) {
    if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth -= 1;
    else if (sign === "," && depth === 0) {
      found.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...found, text.slice(start)];
}
