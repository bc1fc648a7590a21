// The tokens of a DDL statement, read one by one: words, backticked names, texts and marks.
// Only what our own statements hold; anything else is refused with its place.
import { TablesError } from "../errors.js";

const token =
  /\s*(?:(?<text>'(?:[^'\\]|\\.)*')|(?<quoted>`(?:[^`]|``)+`)|(?<word>[A-Za-z0-9_]+)|(?<mark>[(),=.<>:]))/sy;

/** Reads a statement from its beginning to its end. */
export class Tokens {
  #at = 0;
  readonly #sql: string;

  constructor(sql: string) {
    this.#sql = sql.trimEnd();
  }

  /** Whether everything is read. */
  get done(): boolean {
    return this.#at >= this.#sql.length;
  }

  /** Takes these words when they come next, whatever their case. */
  takeIf(...words: string[]): boolean {
    const start = this.#at;
    for (const word of words) {
      if (this.done || this.#next()?.[0].trim().toUpperCase() !== word) {
        this.#at = start;
        return false;
      }
    }
    return true;
  }

  /** @throws TablesError `bad-ddl` when these words do not come next. */
  take(...words: string[]): void {
    if (!this.takeIf(...words)) throw this.error(words.join(" "));
  }

  /** A name, with or without backticks. */
  name(): string {
    const { quoted, word } = this.#next()?.groups ?? {};
    if (word !== undefined) return word;
    if (quoted === undefined) throw this.error("a name");
    return quoted.slice(1, -1).replaceAll("``", "`");
  }

  /** A text, its backslashes resolved. */
  text(): string {
    const text = this.#next()?.groups?.text;
    if (text === undefined) throw this.error("a text");
    return text.slice(1, -1).replace(/\\(.)/gs, "$1");
  }

  /** A type, up to what follows it at its own depth. */
  type(): string {
    const start = this.#at;
    let end = start;
    for (let depth = 0; !this.done; end = this.#at) {
      const found = this.#next()?.[0].trim();
      if (found === undefined) throw this.error("a type");
      if (depth === 0 && (found === "," || found === ")" || found.toUpperCase() === "COMMENT")) break;
      if (found === "<" || found === "(") depth++;
      if (found === ">" || found === ")") depth--;
    }
    this.#at = end;
    return this.#sql.slice(start, end).trim();
  }

  error(expected: string, cause?: unknown): TablesError {
    const read = this.#sql.slice(0, this.#at);
    const line = read.split("\n").length;
    const message = `expected ${expected} at line ${line}, after "${read.slice(-40)}"`;
    return new TablesError("bad-ddl", message, cause === undefined ? {} : { cause });
  }

  #next(): RegExpExecArray | undefined {
    token.lastIndex = this.#at;
    const found = token.exec(this.#sql) ?? undefined;
    if (found) this.#at += found[0].length;
    return found;
  }
}
