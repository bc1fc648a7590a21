// Regular expressions with intersection and complement, kept once each, and their Brzozowski derivatives.
// What is empty, shorter or equal to what is known is simplified at once, so that an expression has few derivatives.
import { anyCharacter, type Charset, hasCharacter } from "./charset.js";

/** A regular language over code points. Two expressions of one {@link Regexes} are the same object when built alike. */
export type Regex = { readonly id: number; readonly nullable: boolean } & (
  | { readonly kind: "none" | "empty" }
  | { readonly kind: "chars"; readonly set: Charset }
  | { readonly kind: "concat"; readonly first: Regex; readonly rest: Regex }
  | { readonly kind: "or" | "and"; readonly of: readonly Regex[] }
  | { readonly kind: "not"; readonly of: Regex }
  | { readonly kind: "repeat"; readonly of: Regex; readonly min: number; readonly max: number }
);

type Shape = Regex extends infer R ? (R extends unknown ? Omit<R, "id" | "nullable"> : never) : never;

/** Builds expressions and derives them; holds each once. */
export class Regexes {
  readonly #byKey = new Map<string, Regex>();
  readonly #derivatives = new Map<string, Regex>();
  readonly #bounds = new Map<number, ReadonlySet<number>>();
  /** The language without a word. */
  readonly none = this.#keep("none", { kind: "none" }, false);
  /** The language of the empty word alone. */
  readonly empty = this.#keep("empty", { kind: "empty" }, true);
  /** Every word. */
  readonly all = this.#keep(`not ${this.none.id}`, { kind: "not", of: this.none }, true);

  /** How many expressions are held; a measure of the work done. */
  get size(): number {
    return this.#byKey.size;
  }

  /** One character of a set. */
  chars(set: Charset): Regex {
    return set.length === 0 ? this.none : this.#keep(`chars ${set.join(",")}`, { kind: "chars", set }, false);
  }

  /** Exactly this word. */
  word(text: string): Regex {
    const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
    return points.reduceRight<Regex>((rest, point) => this.concat(this.chars([point, point]), rest), this.empty);
  }

  /** One after the other. */
  concat(first: Regex, rest: Regex): Regex {
    if (first === this.none || rest === this.none) return this.none;
    if (first === this.empty) return rest;
    if (rest === this.empty) return first;
    if (first.kind === "concat") return this.concat(first.first, this.concat(first.rest, rest));
    if (first === this.all && rest === this.all) return this.all;
    return this.#keep(
      `concat ${first.id} ${rest.id}`,
      { kind: "concat", first, rest },
      first.nullable && rest.nullable,
    );
  }

  /** Any of them. */
  or(...parts: readonly Regex[]): Regex {
    const of = this.#flat("or", parts).filter((part) => part !== this.none);
    if (of.includes(this.all)) return this.all;
    if (of.length < 2) return of[0] ?? this.none;
    return this.#keep(
      `or ${ids(of)}`,
      { kind: "or", of },
      of.some((part) => part.nullable),
    );
  }

  /** All of them. */
  and(...parts: readonly Regex[]): Regex {
    const of = this.#flat("and", parts).filter((part) => part !== this.all);
    if (of.includes(this.none)) return this.none;
    if (of.length < 2) return of[0] ?? this.all;
    if (of.some((part) => part.kind === "not" && of.includes(part.of))) return this.none;
    return this.#keep(
      `and ${ids(of)}`,
      { kind: "and", of },
      of.every((part) => part.nullable),
    );
  }

  /** Whatever is not in it. */
  not(of: Regex): Regex {
    return of.kind === "not" ? of.of : this.#keep(`not ${of.id}`, { kind: "not", of }, !of.nullable);
  }

  /** Repeated between `min` and `max` times; `Infinity` for no end. */
  repeat(of: Regex, min: number, max: number): Regex {
    if (max === 0 || of === this.empty) return this.empty;
    if (of === this.none) return min === 0 ? this.empty : this.none;
    if (min === 1 && max === 1) return of;
    if (min === 0 && max === Number.POSITIVE_INFINITY && (of === this.all || isAnyCharacter(of))) return this.all;
    const key = `repeat ${of.id} ${min} ${max}`;
    return this.#keep(key, { kind: "repeat", of, min, max }, min === 0 || of.nullable);
  }

  /** What may follow once a code point was read. */
  derive(regex: Regex, point: number): Regex {
    if (regex === this.none || regex === this.empty) return this.none;
    if (regex === this.all) return regex;
    if (regex.kind === "chars") return hasCharacter(regex.set, point) ? this.empty : this.none;
    const key = `${regex.id} ${point}`;
    const known = this.#derivatives.get(key);
    if (known) return known;
    const derived = this.#derived(regex, point);
    this.#derivatives.set(key, derived);
    return derived;
  }

  /** Where derivatives may differ: the first code points of the intervals within which they are the same. */
  bounds(regex: Regex): ReadonlySet<number> {
    const known = this.#bounds.get(regex.id);
    if (known) return known;
    const bounds = new Set<number>([0]);
    const take = (part: Regex) => {
      for (const bound of this.bounds(part)) bounds.add(bound);
    };
    if (regex.kind === "chars") {
      regex.set.forEach((bound, index) => {
        bounds.add(index % 2 === 0 ? bound : bound + 1);
      });
    } else if (regex.kind === "concat") {
      take(regex.first);
      if (regex.first.nullable) take(regex.rest);
    } else if (regex.kind === "or" || regex.kind === "and") regex.of.forEach(take);
    else if (regex.kind === "not" || regex.kind === "repeat") take(regex.of);
    this.#bounds.set(regex.id, bounds);
    return bounds;
  }

  /** Whether a word is in a language, in time linear in its length for each expression met. */
  matches(regex: Regex, word: string): boolean {
    let state = regex;
    for (const character of word) state = this.derive(state, character.codePointAt(0) ?? 0);
    return state.nullable;
  }

  #derived(regex: Regex, point: number): Regex {
    switch (regex.kind) {
      case "concat": {
        const taken = this.concat(this.derive(regex.first, point), regex.rest);
        return regex.first.nullable ? this.or(taken, this.derive(regex.rest, point)) : taken;
      }
      case "or":
        return this.or(...regex.of.map((part) => this.derive(part, point)));
      case "and":
        return this.and(...regex.of.map((part) => this.derive(part, point)));
      case "not":
        return this.not(this.derive(regex.of, point));
      case "repeat": {
        const rest = this.repeat(regex.of, Math.max(regex.min - 1, 0), regex.max - 1);
        return this.concat(this.derive(regex.of, point), rest);
      }
      default:
        return this.none;
    }
  }

  #flat(kind: "or" | "and", parts: readonly Regex[]): Regex[] {
    const all = parts.flatMap((part) => (part.kind === kind ? part.of : [part]));
    return [...new Set(all)].sort((a, b) => a.id - b.id);
  }

  #keep(key: string, shape: Shape, nullable: boolean): Regex {
    const known = this.#byKey.get(key);
    if (known) return known;
    const regex = { ...shape, id: this.#byKey.size, nullable } as Regex;
    this.#byKey.set(key, regex);
    return regex;
  }
}

function ids(parts: readonly Regex[]): string {
  return parts.map(({ id }) => id).join(" ");
}

function isAnyCharacter(regex: Regex): boolean {
  return regex.kind === "chars" && regex.set.join() === anyCharacter.join();
}
