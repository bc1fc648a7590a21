// A parsed query as plain data, and the little that its readers need to know of it:
// a node is an object with one key, its kind; what is under the key is the node's data.

/** An object of the tree: a node `{ kind: data }`, a node's data, or an identifier. */
export type Data = { [key: string]: unknown };

/** Whether a value is an object of the tree. */
export function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A node's kind and data, or `undefined` when the value is no node. */
export function nodeOf(value: unknown): { kind: string; data: Data } | undefined {
  if (!isData(value)) return undefined;
  const entries = Object.entries(value);
  const [kind, data] = entries[0] ?? [];
  return entries.length === 1 && kind !== undefined && isData(data) ? { kind, data } : undefined;
}

/** The data of a node of this kind. */
export function dataOf(value: unknown, kind: string): Data | undefined {
  const node = nodeOf(value);
  return node?.kind === kind ? node.data : undefined;
}

/** A property as a list; empty when there is none. */
export function listOf(data: Data, key: string): unknown[] {
  const value = data[key];
  return Array.isArray(value) ? value : [];
}

/** The name of an identifier. */
export function nameOf(value: unknown): string | undefined {
  return isData(value) && typeof value.name === "string" ? value.name : undefined;
}

/** Where the text has an identifier or a column: characters from the text's start; `undefined` where it is not said. */
export function startOf(value: unknown): number | undefined {
  const span = isData(value) ? value.span : undefined;
  return isData(span) && typeof span.start === "number" ? span.start : undefined;
}

/** Calls `see` with every object of a tree. */
export function visit(value: unknown, see: (data: Data) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, see);
  else if (isData(value)) {
    see(value);
    for (const inner of Object.values(value)) visit(inner, see);
  }
}
