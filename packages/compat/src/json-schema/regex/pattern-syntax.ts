// A pattern as ECMAScript writes it, read into a tree. What no regular language can say (back references) and what is not
// worth it (look-behind, word boundaries) is not read: such a pattern is only ever compared by its text.
import { type Charset, charset, complement, union } from "./charset.js";
import { classOf, escapedClass } from "./pattern-classes.js";

/** A part of a pattern. */
export type Syntax =
  | { readonly kind: "chars"; readonly set: Charset }
  | { readonly kind: "sequence" | "choice"; readonly of: readonly Syntax[] }
  | { readonly kind: "repeat"; readonly of: Syntax; readonly min: number; readonly max: number }
  | { readonly kind: "start" | "end" }
  | { readonly kind: "ahead"; readonly of: Syntax; readonly negative: boolean };

/** Thrown where a pattern cannot be read as a regular language; caught by {@link readPattern}. */
class Unreadable extends Error {}

/** Reads a pattern; nothing when it is not one that can be decided. */
export function readPattern(source: string): Syntax | undefined {
  try {
    return new Reader(source).pattern();
  } catch (error) {
    if (error instanceof Unreadable || error instanceof RangeError) return undefined;
    throw error;
  }
}

const DOT = complement(
  charset([
    [10, 10],
    [13, 13],
    [0x2028, 0x2029],
  ]),
);

class Reader {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(source: string) {
    this.#characters = Array.from(source);
  }

  pattern(): Syntax {
    const syntax = this.#choice();
    if (this.#at < this.#characters.length) throw new Unreadable();
    return syntax;
  }

  #choice(): Syntax {
    const of = [this.#sequence()];
    while (this.#eat("|")) of.push(this.#sequence());
    return of.length === 1 ? (of[0] as Syntax) : { kind: "choice", of };
  }

  #sequence(): Syntax {
    const of: Syntax[] = [];
    while (this.#peek() !== undefined && this.#peek() !== "|" && this.#peek() !== ")") of.push(this.#repeated());
    return { kind: "sequence", of };
  }

  #repeated(): Syntax {
    let part = this.#atom();
    const bounds = this.#quantifier();
    if (bounds) {
      if (part.kind === "start" || part.kind === "end" || part.kind === "ahead") throw new Unreadable();
      this.#eat("?");
      part = { kind: "repeat", of: part, ...bounds };
    }
    return part;
  }

  #quantifier(): { min: number; max: number } | undefined {
    if (this.#eat("*")) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#eat("+")) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#eat("?")) return { min: 0, max: 1 };
    const text = this.#characters.slice(this.#at, this.#at + 24).join("");
    const [whole, min, comma, max] = /^\{(\d+)(,?)(\d*)\}/.exec(text) ?? [];
    if (whole === undefined) {
      if (text.startsWith("{")) throw new Unreadable();
      return undefined;
    }
    this.#at += whole.length;
    return { min: Number(min), max: max ? Number(max) : comma ? Number.POSITIVE_INFINITY : Number(min) };
  }

  #atom(): Syntax {
    const character = this.#next();
    switch (character) {
      case "^":
        return { kind: "start" };
      case "$":
        return { kind: "end" };
      case ".":
        return { kind: "chars", set: DOT };
      case "(":
        return this.#group();
      case "[":
        return { kind: "chars", set: this.#class() };
      case "\\":
        return { kind: "chars", set: this.#escape() };
      case "*":
      case "+":
      case "?":
      case "{":
        throw new Unreadable();
      default:
        return { kind: "chars", set: single(character) };
    }
  }

  #group(): Syntax {
    let wrap = (of: Syntax): Syntax => of;
    if (this.#eat("?")) {
      if (this.#eat("=")) wrap = (of) => ({ kind: "ahead", of, negative: false });
      else if (this.#eat("!")) wrap = (of) => ({ kind: "ahead", of, negative: true });
      else if (this.#eat("<")) this.#name();
      else if (!this.#eat(":")) throw new Unreadable();
    }
    const of = this.#choice();
    if (!this.#eat(")")) throw new Unreadable();
    return wrap(of);
  }

  #name(): void {
    if (this.#peek() === "=" || this.#peek() === "!") throw new Unreadable();
    while (this.#next() !== ">");
  }

  #class(): Charset {
    const negative = this.#eat("^");
    let set: Charset = [];
    while (!this.#eat("]")) {
      const low = this.#classMember();
      if (this.#peek() === "-" && this.#characters[this.#at + 1] !== "]") {
        this.#at++;
        const high = this.#classMember();
        const [from, to] = [pointOf(low), pointOf(high)];
        // `[\w-.]` is a set, a hyphen and a dot in the form without the u flag, and an error in the other.
        if (from === undefined || to === undefined) set = union(union(set, low), union(high, single("-")));
        else if (from > to) throw new Unreadable();
        else set = union(set, charset([[from, to]]));
      } else set = union(set, low);
    }
    return negative ? complement(set) : set;
  }

  #classMember(): Charset {
    const character = this.#next();
    if (character !== "\\") return single(character);
    if (this.#eat("b")) return [8, 8];
    return this.#escape();
  }

  #escape(): Charset {
    const character = this.#next();
    const known = classOf(character);
    if (known) return known;
    const rest = this.#characters.slice(this.#at, this.#at + 80).join("");
    const escaped = escapedClass(character, rest);
    if (!escaped) throw new Unreadable();
    this.#at += Array.from(rest.slice(0, escaped.length)).length;
    return escaped.set;
  }

  #peek(): string | undefined {
    return this.#characters[this.#at];
  }

  #next(): string {
    const character = this.#characters[this.#at++];
    if (character === undefined) throw new Unreadable();
    return character;
  }

  #eat(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at++;
    return true;
  }
}

function single(character: string): Charset {
  const point = character.codePointAt(0) ?? 0;
  return [point, point];
}

function pointOf(set: Charset): number | undefined {
  return set.length === 2 && set[0] === set[1] ? set[0] : undefined;
}
