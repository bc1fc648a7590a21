// How ajv matches patterns here: by the engine for short texts, by derivatives for long ones, whose time is bounded.
// A pattern such as `(a+)+$` would else keep the process for minutes over fifty characters.
import { type Languages, nativePattern } from "../solve/languages.js";

/** Up to this many characters the engine's own matching ends soon, whatever the pattern. */
const MOST_BACKTRACKED = 20;

/** A maker of patterns for ajv's option `code.regExp`. */
export function guardedPattern(languages: Languages): RegExpEngine {
  const make = (source: string) => {
    const native = nativePattern(source);
    if (!native) throw new SyntaxError(`${source} is no pattern.`);
    return {
      // ajv tells patterns apart by their texts.
      toString: () => source,
      test(text: string): boolean {
        if (text.length <= MOST_BACKTRACKED) return native.test(text);
        const matches = languages.matches(source, text);
        if (matches === undefined) throw new RangeError(`${source} could take too long on this text.`);
        return matches;
      },
    };
  };
  return Object.assign(make, { code: "guardedPattern" });
}

interface RegExpEngine {
  (pattern: string, flags: string): { test(text: string): boolean };
  code: string;
}
