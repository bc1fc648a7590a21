// A string within lengths that patterns match or do not match; or the proof that there is none.
// A few plausible texts are tried first, then the shortest word of the languages' intersection is looked for.
import type { Reason } from "../reason.js";
import type { Regex } from "../regex/regex.js";
import { shortestWord } from "../regex/shortest-word.js";
import { evaluate } from "./evaluate.js";
import type { Facts, StatementOf } from "./facts.js";
import { formatSamples } from "./format-samples.js";
import { empty, type Found, type Outcome, open, sure } from "./outcome.js";
import type { Search } from "./search.js";

/** Most derivatives that one search may take. */
const MOST_STEPS = 8_000;

const texts = ["a", "text", "b", "c", "1", "A", "", "a-b", "x_y", "Text 1", "2026-01-31"];
const keys = ["other", "extra", "more", "another", "x", "y", "z"];

const undecided: Reason = {
  path: "",
  instancePath: "",
  rule: "PATTERN_UNDECIDED",
  message: "A pattern is no regular language of bearable size, and its text alone does not decide.",
};

/** A string for which everything known holds. */
export function solveString(search: Search, facts: Facts, isKey: boolean): Outcome {
  const patterns = facts.of("pattern");
  const labels = facts.of("label");
  if (opposed(patterns.map(named)) || opposed(labels.map(named))) return empty;
  const min = Math.max(0, ...facts.of("minLength").map(({ value }) => value));
  const max = Math.min(Number.POSITIVE_INFINITY, ...facts.of("maxLength").map(({ value }) => value));
  if (min > max) return empty;
  const fits = (text: string) => fitsAll(search, facts, text);
  const known = [
    ...labels.flatMap(({ name, negative }) => (negative ? [] : formatSamples(name))),
    ...(isKey ? keys : []),
    ...texts,
  ];
  const text = known.find(fits);
  const found = text === undefined ? shortest(search, facts, min, max) : sure(text);
  if (labels.length > 0) return assumed(found);
  if (!search.patternsByText || patterns.length === 0 || found.kind === "found") return found;
  // By their texts alone, patterns are never known to exclude each other or to allow nothing.
  return { kind: "found", certainty: "assumed" };
}

function shortest(search: Search, facts: Facts, min: number, max: number): Outcome {
  const { regexes } = search.languages;
  const languages = facts.of("pattern").map(({ source, negative }) => {
    const regex = search.languages.of(source);
    return regex && negative ? regexes.not(regex) : regex;
  });
  const known = languages.filter((regex): regex is Regex => regex !== undefined);
  const wanted = regexes.and(...known, ...without(search, facts));
  let steps = MOST_STEPS;
  const step = () => {
    search.spend(10);
    return steps-- > 0;
  };
  const found = shortestWord(regexes, wanted, min, max, step);
  if (found?.word === null) return empty;
  if (!found) return open(undecided);
  // What remains undecided is a pattern that has no language: its matches can only be guessed.
  if (known.length === languages.length || fitsAll(search, facts, found.word)) return sure(found.word);
  return open(undecided, { json: found.word });
}

function without(search: Search, facts: Facts): Regex[] {
  if (facts.excluded.size === 0) return [];
  const { regexes } = search.languages;
  search.spend(facts.excluded.size);
  return [regexes.not(regexes.or(...[...facts.excluded.values()].map((value) => regexes.word(String(value)))))];
}

function fitsAll(search: Search, facts: Facts, text: string): boolean {
  search.spend(1);
  if (facts.excludes(text)) return false;
  return facts.of("minLength", "maxLength", "pattern").every((one) => evaluate(search, one, text) === true);
}

function assumed(outcome: Outcome): Outcome {
  if (outcome.kind === "empty" || outcome.certainty === "open") return outcome;
  return { ...outcome, certainty: "assumed" } satisfies Found;
}

interface Named {
  readonly name: string;
  readonly negative: boolean;
}

function named(statement: StatementOf<"pattern" | "label">): Named {
  return { name: statement.kind === "pattern" ? statement.source : statement.name, negative: statement.negative };
}

/** Whether one of them is demanded and refused. */
function opposed(statements: readonly Named[]): boolean {
  const demanded = new Set(statements.filter(({ negative }) => !negative).map(({ name }) => name));
  return statements.some(({ name, negative }) => negative && demanded.has(name));
}
