// Decides whether a value exists for which all of some formulas hold, and builds one.
// A choice is made where it has to be, smallest first; what is known before it already gives a value that may do. A question
// that comes up again inside itself is answered with no: a smallest value does not hold another of its own kind. That
// no is kept for good only once the question it rests on is answered with no, too.
import { MOST_NESTING } from "../budget.js";
import { type Formula, type FormulaOf, type JsonType, jsonTypes } from "../formula/formula.js";
import type { Formulas } from "../formula/formulas.js";
import type { Reason } from "../reason.js";
import { evaluate } from "./evaluate.js";
import { Facts } from "./facts.js";
import type { Languages } from "./languages.js";
import { better, empty, isBest, type Outcome, open, sure } from "./outcome.js";
import type { Search } from "./search.js";
import { solveArray } from "./solve-array.js";
import { solveNumber } from "./solve-number.js";
import { solveObject } from "./solve-object.js";
import { solveString } from "./solve-string.js";

const unclear: Reason = {
  path: "",
  instancePath: "",
  rule: "PATTERN_UNDECIDED",
  message: "Whether one of the listed values fits could not be decided.",
};

const tooDeep: Reason = {
  path: "",
  instancePath: "",
  rule: "BUDGET_EXCEEDED",
  message: `Documents would have to nest deeper than ${MOST_NESTING} values.`,
};

/** So many alternatives are worth asking of each alone whether it is possible at all. */
const MANY = 8;

/** Searches for values. */
export class Solver implements Search {
  readonly formulas: Formulas;
  readonly languages: Languages;
  readonly spend: (steps: number) => void;
  readonly patternsByText: boolean;
  readonly #known = new Map<string, Outcome>();
  readonly #open = new Map<string, number>();
  /** Answers of no that rest on an open question, by its depth. */
  readonly #resting = new Map<string, number>();
  readonly #unfoldings = new Map<string, Formula>();
  #restsOn = Number.POSITIVE_INFINITY;

  constructor(formulas: Formulas, languages: Languages, spend: (steps: number) => void, patternsByText = false) {
    this.formulas = formulas;
    this.languages = languages;
    this.spend = spend;
    this.patternsByText = patternsByText;
  }

  solve(formulas: readonly Formula[]): Outcome {
    return this.#answer("", formulas, jsonTypes);
  }

  solveKey(formulas: readonly Formula[]): Outcome {
    return this.#answer("key ", formulas, ["string"]);
  }

  #answer(prefix: string, formulas: readonly Formula[], types: readonly JsonType[]): Outcome {
    const all = this.formulas.and(formulas);
    const key = `${prefix}${all.id}`;
    const known = this.#known.get(key);
    if (known) return known;
    const depth = this.#open.size;
    const rests = this.#open.get(key) ?? this.#resting.get(key);
    if (rests !== undefined) {
      this.#restsOn = Math.min(this.#restsOn, rests);
      return empty;
    }
    if (depth > MOST_NESTING) return open(tooDeep);
    this.spend(5);
    const outer = this.#restsOn;
    this.#restsOn = Number.POSITIVE_INFINITY;
    this.#open.set(key, depth);
    const outcome = this.#search(all, types, prefix === "key ");
    this.#open.delete(key);
    const restsOn = this.#restsOn < depth ? this.#restsOn : Number.POSITIVE_INFINITY;
    this.#settle(key, outcome, depth, restsOn);
    this.#restsOn = Math.min(outer, restsOn);
    return outcome;
  }

  #settle(key: string, outcome: Outcome, depth: number, restsOn: number): void {
    const proven = outcome.kind === "empty" && restsOn === Number.POSITIVE_INFINITY;
    for (const [other, on] of this.#resting) {
      if (on < depth) continue;
      this.#resting.delete(other);
      if (proven) this.#known.set(other, empty);
      else if (outcome.kind === "empty") this.#resting.set(other, restsOn);
    }
    if (outcome.kind === "found" || proven) this.#known.set(key, outcome);
    else this.#resting.set(key, restsOn);
  }

  #search(all: Formula, types: readonly JsonType[], isKey: boolean): Outcome {
    let best: Outcome = empty;
    for (const type of types) {
      const facts = new Facts(type, this.formulas, (one) => this.#unfolded(one, type), this.spend);
      facts.assert(all);
      best = better(best, this.#branch(all, facts, isKey));
      if (isBest(best)) return best;
    }
    return best;
  }

  /**
   * That exactly one of some formulas holds, or not, in other words: those that exclude each other for this type anyway,
   * as the alternatives of a union do, need no words.
   */
  #unfolded(one: FormulaOf<"one">, type: JsonType): Formula {
    const key = `${type} ${one.id}`;
    const known = this.#unfoldings.get(key);
    if (known) return known;
    const outer = this.#restsOn;
    this.#restsOn = Number.POSITIVE_INFINITY;
    const unfolded = this.#unfold(one, type);
    if (this.#restsOn === Number.POSITIVE_INFINITY) this.#unfoldings.set(key, unfolded);
    this.#restsOn = Math.min(outer, this.#restsOn);
    return unfolded;
  }

  #unfold({ of, negative }: FormulaOf<"one">, type: JsonType): Formula {
    const { formulas } = this;
    const possible = of.filter((part) => this.#isPossible([part], type));
    const both = (a: number, b: number) =>
      this.#isPossible([possible[Math.min(a, b)] ?? formulas.true, possible[Math.max(a, b)] ?? formulas.true], type);
    if (!negative) {
      const ways = possible.map((part, index) => {
        const others = possible.filter((_, other) => other !== index && both(index, other));
        return formulas.and([part, ...others.map((other) => formulas.not(other))]);
      });
      return formulas.or(ways);
    }
    const pairs = possible.flatMap((a, index) =>
      possible.slice(index + 1).flatMap((b, offset) => (both(index, index + 1 + offset) ? [formulas.and([a, b])] : [])),
    );
    return formulas.or([formulas.and(of.map((part) => formulas.not(part))), ...pairs]);
  }

  #isPossible(formulas: readonly Formula[], type: JsonType): boolean {
    this.spend(1);
    return this.#answer(`${type} `, formulas, [type]).kind === "found";
  }

  #branch(all: Formula, facts: Facts, isKey: boolean): Outcome {
    this.spend(1);
    const choice = facts.nextChoice();
    if (facts.contradictory) return empty;
    if (facts.candidates) return this.#among(all, facts, facts.candidates);
    const leaf = this.#leaf(facts, isKey);
    if (leaf.kind === "empty" || !choice) return this.#withDoubt(leaf, facts);
    // What is known so far is often enough for a value that fits the rest as well.
    if (leaf.value && evaluate(this, all, leaf.value.json) === true) return sure(leaf.value.json);
    let best: Outcome = empty;
    for (const part of choice) {
      // The pairs of a large oneOf exclude each other, whatever else is known.
      if (choice.length > MANY && !this.#isPossible([part], facts.type)) continue;
      const branch = facts.branch(choice);
      branch.assert(part);
      best = better(best, this.#branch(all, branch, isKey));
      if (isBest(best)) return best;
    }
    return best;
  }

  #among(all: Formula, facts: Facts, candidates: ReadonlyMap<string, unknown>): Outcome {
    let best: Outcome = empty;
    for (const json of candidates.values()) {
      const fits = evaluate(this, all, json);
      if (fits === true) return sure(json);
      if (fits === undefined) best = better(best, this.#unclear(json, facts));
    }
    return best;
  }

  #unclear(json: unknown, facts: Facts): Outcome {
    if (!facts.unsure && facts.of("label").length > 0) return { kind: "found", certainty: "assumed", value: { json } };
    return open(facts.unsure ?? unclear, { json });
  }

  #withDoubt(outcome: Outcome, facts: Facts): Outcome {
    return outcome.kind === "found" && facts.unsure ? open(facts.unsure, outcome.value) : outcome;
  }

  #leaf(facts: Facts, isKey: boolean): Outcome {
    switch (facts.type) {
      case "null":
        return facts.excludes(null) ? empty : sure(null);
      case "boolean": {
        const json = [true, false].find((value) => !facts.excludes(value));
        return json === undefined ? empty : sure(json);
      }
      case "number":
        return solveNumber(this, facts);
      case "string":
        return solveString(this, facts, isKey);
      case "array":
        return solveArray(this, facts);
      case "object":
        return solveObject(this, facts);
    }
  }
}
