// What the encoders of one file share: compiled patterns, tables of texts, sets of names, imported helpers.
// Each is made once, however many encoders use it.
import { literal } from "../names.js";

/** What encoders may import of `@tracklake/sdk/encoder`. */
export type Helper =
  | "REFUSED"
  | "TOO_LARGE"
  | "array"
  | "asText"
  | "ascii"
  | "codePoints"
  | "date"
  | "erased"
  | "hashed"
  | "integer"
  | "jsonText"
  | "masked"
  | "number"
  | "object"
  | "own"
  | "put"
  | "raw"
  | "strangers"
  | "text"
  | "timestamp"
  | "uuid"
  | "words";

/** The constants of a file under way. */
export class Constants {
  readonly #declared = new Map<string, { name: string; kind: string }>();
  readonly #helpers = new Set<Helper>();

  /** Notes that helpers are called. */
  use(...helpers: readonly Helper[]): void {
    for (const helper of helpers) this.#helpers.add(helper);
  }

  /** A compiled pattern, with the flag u as JSON Schema wants it. */
  pattern(source: string): string {
    return this.#constant("pattern", `new RegExp(${literal(source)}, "u")`);
  }

  /** A text that is written as it is. */
  words(text: string): string {
    this.use("words");
    return this.#constant("words", `words(${literal(text)})`);
  }

  /** A table from each text to its JSON text, with what stands before it. */
  texts(values: readonly string[], before: string): string {
    this.use("words");
    const entries = values.map((value) => `[${literal(value)}, words(${literal(before + JSON.stringify(value))})]`);
    return this.#constant("texts", `new Map([${entries.join(", ")}])`);
  }

  /** The names of an object's fields. */
  known(names: readonly string[]): string {
    return this.#constant("known", `new Set([${names.map(literal).join(", ")}])`);
  }

  /** The helpers to import, sorted. */
  get helpers(): readonly Helper[] {
    return [...this.#helpers].sort();
  }

  /** The declarations, in the order of their first use. */
  get declarations(): readonly string[] {
    return [...this.#declared].map(([expression, { name }]) => `const ${name} = ${expression};`);
  }

  #constant(kind: string, expression: string): string {
    const known = this.#declared.get(expression);
    if (known) return known.name;
    const count = [...this.#declared.values()].filter((constant) => constant.kind === kind).length;
    const name = `${kind}${count + 1}`;
    this.#declared.set(expression, { name, kind });
    return name;
  }
}
