// The language of a pattern: every string in which it matches somewhere, as JSON Schema reads patterns.
// Anchors are resolved by their place: `^` where nothing precedes it, `$` where nothing follows; elsewhere it is given up.

import { readPattern, type Syntax } from "./pattern-syntax.js";
import type { Regex, Regexes } from "./regex.js";

/** Beyond this many expressions for one pattern it is not decided. */
const MOST_EXPRESSIONS = 20_000;

class Undecided extends Error {}

/** The strings that a pattern matches, or nothing when that cannot be said by a regular language of bearable size. */
export function patternLanguage(regexes: Regexes, source: string): Regex | undefined {
  const syntax = readPattern(source);
  if (!syntax) return undefined;
  const most = regexes.size + MOST_EXPRESSIONS;
  const build = (parts: readonly Syntax[], unanchored: boolean, open: boolean): Regex => {
    if (regexes.size > most) throw new Undecided();
    const [part, ...rest] = parts;
    if (!part) return unanchored || open ? regexes.all : regexes.empty;
    const lead = unanchored ? regexes.all : regexes.empty;
    switch (part.kind) {
      case "start":
        if (!unanchored) throw new Undecided();
        return build(rest, false, open);
      case "end":
        if (!open || rest.length > 0) throw new Undecided();
        return lead;
      case "ahead": {
        if (!open) throw new Undecided();
        const seen = build([part.of], false, true);
        return regexes.concat(lead, regexes.and(part.negative ? regexes.not(seen) : seen, build(rest, false, open)));
      }
      case "sequence":
        return build([...part.of, ...rest], unanchored, open);
      case "chars":
        return regexes.concat(lead, regexes.concat(plain(part), build(rest, false, open)));
      case "choice":
        if (!anchored(part)) return regexes.concat(lead, regexes.concat(plain(part), build(rest, false, open)));
        return regexes.or(...part.of.map((choice) => build([choice, ...rest], unanchored, open)));
      case "repeat":
        if (!anchored(part)) return regexes.concat(lead, regexes.concat(plain(part), build(rest, false, open)));
        if (part.max !== 1) throw new Undecided();
        return regexes.or(
          build([part.of, ...rest], unanchored, open),
          part.min === 0 ? build(rest, unanchored, open) : regexes.none,
        );
    }
  };
  const plain = (part: Syntax): Regex => {
    if (regexes.size > most) throw new Undecided();
    if (part.kind === "chars") return regexes.chars(part.set);
    if (part.kind === "choice") return regexes.or(...part.of.map(plain));
    if (part.kind === "repeat") return regexes.repeat(plain(part.of), part.min, part.max);
    if (part.kind !== "sequence") throw new Undecided();
    return part.of.reduceRight<Regex>((rest, next) => regexes.concat(plain(next), rest), regexes.empty);
  };
  try {
    return build([syntax], true, true);
  } catch (error) {
    if (error instanceof Undecided || error instanceof RangeError) return undefined;
    throw error;
  }
}

function anchored(part: Syntax): boolean {
  if (part.kind === "chars") return false;
  if (part.kind === "sequence" || part.kind === "choice") return part.of.some(anchored);
  return part.kind === "repeat" ? anchored(part.of) : true;
}
