// MetadataExtraction: the part of JQ that partitioning queries are made of. What it does not know, it refuses.
// `{key:.path.to.field|tostring,…}`: an object of paths, each of which may pass through tostring.

/** Extracts the partition keys of one event, or says why it cannot. */
export type MetadataQuery = ((event: unknown) => Extraction) & {
  /** The keys that it extracts. */
  readonly keys: readonly string[];
};

/** Partition keys, or why there are none. */
export type Extraction =
  | { readonly ok: true; readonly keys: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly why: string };

interface Entry {
  readonly key: string;
  readonly path: readonly string[];
  readonly tostring: boolean;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
const STRING = /^"(?:[^"\\]|\\.)*"/;

/** Reads a query, or says at which character it leaves the subset. */
export function metadataQuery(source: string): MetadataQuery | { readonly refused: string } {
  const entries = readEntries(source);
  if ("refused" in entries) return entries;
  const extract = (event: unknown): Extraction => {
    const found: [string, string][] = [];
    for (const { key, path, tostring } of entries) {
      const value = walk(event, path);
      if (value.failed !== undefined) return { ok: false, why: value.failed };
      const text = tostring ? asText(value.found) : value.found;
      // Firehose takes strings as keys; whether it would take a number without tostring is unproven: refused here.
      if (text === null || text === undefined || text === "")
        return { ok: false, why: "partitionKeys values must not be null or empty" };
      if (typeof text !== "string") return { ok: false, why: `partition key ${key} is no string; use |tostring` };
      found.push([key, text]);
    }
    return { ok: true, keys: Object.fromEntries(found) };
  };
  return Object.assign(extract, { keys: entries.map(({ key }) => key) });
}

function readEntries(source: string): readonly Entry[] | { readonly refused: string } {
  let rest = source;
  const skip = () => {
    rest = rest.trimStart();
  };
  const take = (token: string): boolean => {
    skip();
    if (!rest.startsWith(token)) return false;
    rest = rest.slice(token.length);
    return true;
  };
  const match = (pattern: RegExp): string | undefined => {
    const found = pattern.exec(rest)?.[0];
    if (found !== undefined) rest = rest.slice(found.length);
    return found;
  };
  const name = (): string | undefined => {
    const quoted = match(STRING);
    return quoted === undefined ? match(NAME) : quotedText(quoted);
  };
  const step = (): string | undefined => {
    if (!rest.startsWith("[")) return name();
    const bracketed = match(/^\[\s*"(?:[^"\\]|\\.)*"\s*\]/);
    return bracketed === undefined ? undefined : quotedText(bracketed.slice(1, -1).trim());
  };
  const path = (): string[] | undefined => {
    if (!take(".")) return undefined;
    const steps: string[] = [];
    do {
      if (steps.length > 0 && rest.startsWith(".")) rest = rest.slice(1);
      const next = step();
      if (next === undefined) return undefined;
      steps.push(next);
    } while (rest.startsWith(".") || rest.startsWith("["));
    return steps;
  };
  const refuse = () => ({
    refused:
      `the query is not understood at character ${source.length - rest.length + 1}: ` +
      "use {key:.path.to.field,…}, each path alone or followed by |tostring",
  });

  const entries: Entry[] = [];
  if (!take("{")) return refuse();
  do {
    skip();
    const key = name();
    if (key === undefined) return refuse();
    const read = take(":") ? path() : [key];
    if (!read) return refuse();
    let tostring = false;
    while (take("|")) {
      skip();
      if (match(NAME) !== "tostring") return refuse();
      tostring = true;
    }
    entries.push({ key, path: read, tostring });
  } while (take(","));
  if (!take("}")) return refuse();
  skip();
  return rest === "" ? entries : refuse();
}

function quotedText(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

function walk(event: unknown, path: readonly string[]): { found?: unknown; failed?: string } {
  let value = event;
  for (const step of path) {
    if (value === null || value === undefined) return { found: null };
    if (typeof value !== "object" || Array.isArray(value))
      return { failed: `cannot index ${kindOf(value)} with "${step}"` };
    value = Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : null;
  }
  return { found: value };
}

/** As JQ's tostring: a string is itself, anything else its JSON text (so null is the text "null"). */
function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}
