// What is known of one value on one branch of a search: its type, the statements about it, and the choices still to make.
// A contradiction that shows without any search is found here; the rest is for the leaf searches of each type.
import { canonical } from "../formula/canonical.js";
import {
  type Formula,
  type FormulaOf,
  type JsonType,
  jsonTypeOf,
  type Statement,
  subjectOf,
} from "../formula/formula.js";
import type { Formulas } from "../formula/formulas.js";
import type { Reason } from "../reason.js";
import { differsFrom } from "./differs-from.js";

/** The statement formulas of some kinds. */
export type StatementOf<Kind extends Statement["kind"]> = FormulaOf<Kind>;

/** Formulas of which one holds. */
type Choice = readonly Formula[];

/** What is known on one branch. */
export class Facts {
  readonly type: JsonType;
  readonly #formulas: Formulas;
  readonly #unfold: (one: FormulaOf<"one">) => Formula;
  readonly #asserted: Set<number>;
  readonly #statements: Formula[];
  #choices: Choice[];
  /** The values that it has to be one of. */
  candidates: Map<string, unknown> | undefined;
  /** Strings, numbers and booleans that it must not be. */
  readonly excluded: Map<string, unknown>;
  /** Why nothing on this branch is certain. */
  unsure: Reason | undefined;
  /** Whether no value can be so. */
  contradictory = false;

  /** @param unfold Writes out for this type that exactly one of some formulas holds. */
  constructor(type: JsonType, formulas: Formulas, unfold: (one: FormulaOf<"one">) => Formula, from?: Facts) {
    this.type = type;
    this.#unfold = unfold;
    this.#formulas = formulas;
    this.#asserted = new Set(from ? from.#asserted : []);
    this.#statements = [...(from ? from.#statements : [])];
    this.#choices = [...(from ? from.#choices : [])];
    this.candidates = from?.candidates;
    this.excluded = new Map(from?.excluded);
    this.unsure = from?.unsure;
  }

  /** The statements of some kinds. */
  of<Kind extends Statement["kind"]>(...kinds: readonly Kind[]): StatementOf<Kind>[] {
    return this.#statements.filter((statement): statement is StatementOf<Kind> =>
      (kinds as readonly string[]).includes(statement.kind),
    );
  }

  /** The same, to go on with on a branch of its own. */
  branch(): Facts {
    return new Facts(this.type, this.#formulas, this.#unfold, this);
  }

  /** Takes a formula for true. */
  assert(formula: Formula): void {
    if (this.contradictory || this.#asserted.has(formula.id)) return;
    this.#asserted.add(formula.id);
    if (this.#asserted.has(this.#formulas.not(formula).id)) {
      this.contradictory = true;
      return;
    }
    const subject = subjectOf(formula);
    if (subject !== undefined) {
      if (subject === this.type) this.#statements.push(formula);
      return;
    }
    switch (formula.kind) {
      case "false":
        this.contradictory = true;
        break;
      case "and":
        for (const part of formula.of) this.assert(part);
        break;
      case "or":
        this.#choices.push(formula.of);
        break;
      case "one":
        this.assert(this.#unfold(formula));
        break;
      case "types":
        this.contradictory ||= !formula.types.includes(this.type);
        break;
      case "reference":
        this.assert(formula.read());
        break;
      case "unknown":
        this.unsure = formula.reason;
        break;
      case "values":
        this.#assertValues(formula);
        break;
    }
  }

  /** Draws the conclusions of choices that are none any more, and gives the smallest that is left. */
  nextChoice(): Choice | undefined {
    for (;;) {
      let smallest: Choice | undefined;
      const left: Choice[] = [];
      const forced: Formula[] = [];
      for (const choice of this.#choices) {
        if (choice.some((part) => this.#status(part) === true)) continue;
        const possible = choice.filter((part) => this.#status(part) !== false);
        if (possible.length === 0) {
          this.contradictory = true;
          return undefined;
        }
        if (possible.length === 1) forced.push(...possible);
        else {
          left.push(possible);
          if (!smallest || possible.length < smallest.length) smallest = possible;
        }
      }
      this.#choices = left;
      for (const formula of forced) this.assert(formula);
      if (this.contradictory) return undefined;
      if (forced.length === 0) return smallest;
    }
  }

  #assertValues(formula: FormulaOf<"values">): void {
    const ofType = [...formula.values].filter(([, value]) => jsonTypeOf(value) === this.type);
    if (!formula.negative) {
      const { candidates } = this;
      this.candidates = new Map(candidates ? ofType.filter(([key]) => candidates.has(key)) : ofType);
      this.contradictory ||= this.candidates.size === 0;
    } else if (this.type === "array" || this.type === "object") {
      for (const [, value] of ofType) this.assert(differsFrom(this.#formulas, value));
    } else for (const [key, value] of ofType) this.excluded.set(key, value);
  }

  /** Whether a formula holds or fails already, as far as that shows at a glance. */
  #status(formula: Formula): boolean | undefined {
    if (this.#asserted.has(formula.id)) return true;
    const subject = subjectOf(formula);
    if (subject !== undefined && subject !== this.type) return true;
    switch (formula.kind) {
      case "true":
        return true;
      case "false":
        return false;
      case "types":
        return formula.types.includes(this.type);
      case "and": {
        let all: boolean | undefined = true;
        for (const part of formula.of) {
          const one = this.#status(part);
          if (one === false) return false;
          if (one === undefined) all = undefined;
        }
        return all ?? this.#opposed(formula);
      }
      case "or": {
        let none: boolean | undefined = false;
        for (const part of formula.of) {
          const one = this.#status(part);
          if (one === true) return true;
          if (one === undefined) none = undefined;
        }
        return none ?? this.#opposed(formula);
      }
      case "values":
        if (!formula.negative) {
          const { candidates } = this;
          const possible = [...formula.values].filter(
            ([key, value]) =>
              jsonTypeOf(value) === this.type && !this.excluded.has(key) && (!candidates || candidates.has(key)),
          );
          if (possible.length === 0) return false;
        }
        return this.#opposed(formula);
      default:
        return this.#opposed(formula);
    }
  }

  #opposed(formula: Formula): false | undefined {
    return this.#holds(this.#formulas.not(formula)) ? false : undefined;
  }

  #holds(formula: Formula): boolean {
    if (this.#asserted.has(formula.id)) return true;
    if (formula.kind === "types") return formula.types.includes(this.type);
    return formula.kind === "and" && formula.of.every((part) => this.#holds(part));
  }

  /** Whether a value is excluded. */
  excludes(value: unknown): boolean {
    return this.excluded.has(canonical(value));
  }
}
