// A column's type as a tree, and the text of it that Glue keeps: `struct<id:bigint,tags:array<string>>`.
// Everything that writes a type in some dialect walks this tree.
import { TablesError } from "../errors.js";

/** A type of Hive. `primitive` holds its text, such as `bigint` or `decimal(10,2)`. */
export type HiveType =
  | { readonly kind: "primitive"; readonly text: string }
  | { readonly kind: "array"; readonly items: HiveType }
  | { readonly kind: "map"; readonly keys: HiveType; readonly values: HiveType }
  | { readonly kind: "struct"; readonly fields: readonly HiveField[] };

/** A named type: a column, or a field of a struct. */
export interface HiveField {
  readonly name: string;
  readonly type: HiveType;
  readonly comment?: string;
  /** The name that the field had before. */
  readonly renamedFrom?: string;
  /** Names that earlier revisions said it had before, where the latest one says another. */
  readonly alsoFrom?: readonly string[];
  /** Whether any revision protects it as personal: `pii`, whatever its mode. */
  readonly personal?: true;
  /** Whether the latest revision has the field no more; its column stays. */
  readonly removed?: boolean;
}

/** The names that a field is said to have had. */
export function formerly({ renamedFrom, alsoFrom = [] }: HiveField): readonly string[] {
  return renamedFrom === undefined ? [] : [renamedFrom, ...alsoFrom];
}

/** Text of a type as Glue's `Column.Type` takes it: no spaces, no backticks, no comments inside. */
export function hiveTypeText(type: HiveType, name: (field: string) => string = (field) => field): string {
  switch (type.kind) {
    case "primitive":
      return type.text;
    case "array":
      return `array<${hiveTypeText(type.items, name)}>`;
    case "map":
      return `map<${hiveTypeText(type.keys, name)},${hiveTypeText(type.values, name)}>`;
    case "struct":
      return `struct<${type.fields.map((field) => `${name(field.name)}:${hiveTypeText(field.type, name)}`).join(",")}>`;
  }
}

const word = /[a-z][a-z0-9_]*(?:\(\s*[0-9]+\s*(?:,\s*[0-9]+\s*)?\))?/iy;
const fieldName = /`(?:[^`]|``)+`|[A-Za-z0-9_]+/y;

/**
 * Reads a type's text; backticks around field names are taken off.
 *
 * @throws TablesError `bad-type` when the text is no type.
 * @example
 * parseHiveType("array<string>"); // { kind: "array", items: { kind: "primitive", text: "string" } }
 */
export function parseHiveType(text: string): HiveType {
  const cursor = new Cursor(text);
  const type = readType(cursor);
  cursor.end();
  return type;
}

function readType(cursor: Cursor): HiveType {
  const name = cursor.match(word, "a type").toLowerCase().replace(/\s/g, "");
  if (name === "array") {
    cursor.take("<");
    const items = readType(cursor);
    cursor.take(">");
    return { kind: "array", items };
  }
  if (name === "map") {
    cursor.take("<");
    const keys = readType(cursor);
    cursor.take(",");
    const values = readType(cursor);
    cursor.take(">");
    return { kind: "map", keys, values };
  }
  if (name !== "struct") return { kind: "primitive", text: name };
  cursor.take("<");
  const fields: HiveField[] = [];
  do {
    const field = cursor.match(fieldName, "a field's name");
    cursor.take(":");
    fields.push({
      name: field.startsWith("`") ? field.slice(1, -1).replaceAll("``", "`") : field,
      type: readType(cursor),
    });
  } while (cursor.takeIf(","));
  cursor.take(">");
  return { kind: "struct", fields };
}

class Cursor {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  match(pattern: RegExp, what: string): string {
    this.#spaces();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) throw this.#error(what);
    this.#at += found.length;
    return found;
  }

  take(mark: string): void {
    if (!this.takeIf(mark)) throw this.#error(`"${mark}"`);
  }

  takeIf(mark: string): boolean {
    this.#spaces();
    if (!this.#text.startsWith(mark, this.#at)) return false;
    this.#at += mark.length;
    return true;
  }

  end(): void {
    this.#spaces();
    if (this.#at < this.#text.length) throw this.#error("the end");
  }

  #spaces(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at++;
  }

  #error(expected: string): TablesError {
    return new TablesError(
      "bad-type",
      `"${this.#text.slice(0, 200)}": expected ${expected} at character ${this.#at + 1}`,
    );
  }
}
