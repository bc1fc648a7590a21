// The languages of patterns, made once each, and whether a text is in one, without the time that backtracking can take.
// A pattern that is no regular language is asked of the engine, for short texts only.
import { patternLanguage } from "../regex/language.js";
import { type Regex, Regexes } from "../regex/regex.js";

/** Beyond this many characters a pattern with back references could take a processor for minutes. */
const MOST_BACKTRACKED = 20;

/** Patterns and their languages. */
export class Languages {
  readonly regexes = new Regexes();
  readonly #known = new Map<string, Regex | undefined>();

  /** The language of a pattern, or nothing when it has none that can be decided. */
  of(source: string): Regex | undefined {
    if (!this.#known.has(source)) this.#known.set(source, patternLanguage(this.regexes, source));
    return this.#known.get(source);
  }

  /** Whether a pattern matches; nothing when that is not known. */
  matches(source: string, text: string): boolean | undefined {
    const regex = this.of(source);
    if (regex) return this.regexes.matches(regex, text);
    if (text.length > MOST_BACKTRACKED) return undefined;
    return nativePattern(source)?.test(text);
  }
}

/** The pattern as the engine reads it: with the `u` flag, or without where it is only valid so. */
export function nativePattern(source: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(source, flags);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}
