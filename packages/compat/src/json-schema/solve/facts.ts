// What is known of one value on one branch of a search: its type, the statements about it, and the choices still to make.
// A contradiction that shows without any search is found here; the rest is for the leaf searches of each type. A branch keeps
// what it adds and rests on what was known before: that many choices would else copy all of it.
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
import { Members, type ObjectStatement } from "./members.js";

/** The statement formulas of some kinds. */
export type StatementOf<Kind extends Statement["kind"]> = FormulaOf<Kind>;

/** Formulas of which one holds. */
export type Choice = readonly Formula[];

/** A branch that rests on more others than this holds a copy of what they know. */
const MOST_LAYERS = 12;

/** What is known on one branch. */
export class Facts {
  readonly type: JsonType;
  readonly #formulas: Formulas;
  readonly #unfold: (one: FormulaOf<"one">) => Formula;
  readonly #spend: (steps: number) => void;
  readonly #base: Facts | undefined;
  readonly #layer: number;
  readonly #asserted: Set<number>;
  readonly #statements: Formula[];
  #members: Members | undefined;
  #choices: Choice[];
  /** The values that it has to be one of. */
  candidates: Map<string, unknown> | undefined;
  /** Strings, numbers and booleans that it must not be. */
  excluded: ReadonlyMap<string, unknown>;
  /** Why nothing on this branch is certain. */
  unsure: Reason | undefined;
  /** Whether no value can be so. */
  contradictory = false;

  /**
   * @param unfold Writes out for this type that exactly one of some formulas holds.
   * @param spend Told how much is looked at or copied.
   * @param from What was known before; nothing is asserted there any more.
   * @param made The choice that is made on this branch.
   */
  constructor(
    type: JsonType,
    formulas: Formulas,
    unfold: (one: FormulaOf<"one">) => Formula,
    spend: (steps: number) => void,
    from?: Facts,
    made?: Choice,
  ) {
    this.type = type;
    this.#unfold = unfold;
    this.#formulas = formulas;
    this.#spend = spend;
    const isFlat = from === undefined || from.#layer >= MOST_LAYERS;
    this.#base = isFlat ? undefined : from;
    this.#layer = isFlat ? 0 : from.#layer + 1;
    this.#asserted = new Set(isFlat && from ? from.#allAsserted() : []);
    this.#statements = isFlat && from ? from.#allStatements() : [];
    this.#choices = from ? from.#choices.filter((choice) => choice !== made) : [];
    this.candidates = from?.candidates;
    this.excluded = from?.excluded ?? new Map();
    this.unsure = from?.unsure;
    spend(1 + this.#asserted.size + this.#choices.length);
  }

  /** The statements of some kinds. */
  of<Kind extends Statement["kind"]>(...kinds: readonly Kind[]): StatementOf<Kind>[] {
    const statements = this.#allStatements();
    this.#spend(statements.length >> 4);
    return statements.filter((statement): statement is StatementOf<Kind> =>
      (kinds as readonly string[]).includes(statement.kind),
    );
  }

  /** What is known of an object's members. */
  members(): Members {
    if (this.#members) return this.#members;
    const base = this.#base?.members();
    const own = this.#statements as ObjectStatement[];
    if (base && own.length === 0) this.#members = base;
    else {
      this.#spend(own.length);
      this.#members = new Members(own, base);
    }
    return this.#members;
  }

  /** The same, to go on with on a branch of its own, where a choice is made. */
  branch(made: Choice): Facts {
    return new Facts(this.type, this.#formulas, this.#unfold, this.#spend, this, made);
  }

  #allStatements(): Formula[] {
    if (!this.#base) return [...this.#statements];
    const all = this.#base.#allStatements();
    for (const statement of this.#statements) all.push(statement);
    return all;
  }

  #allAsserted(): number[] {
    const all = this.#base ? this.#base.#allAsserted() : [];
    for (const id of this.#asserted) all.push(id);
    return all;
  }

  #isAsserted(id: number): boolean {
    for (let layer: Facts | undefined = this; layer; layer = layer.#base) if (layer.#asserted.has(id)) return true;
    return false;
  }

  /** Takes a formula for true. */
  assert(formula: Formula): void {
    if (this.contradictory || this.#isAsserted(formula.id)) return;
    this.#spend(1);
    this.#asserted.add(formula.id);
    if (this.#isAsserted(this.#formulas.not(formula).id)) {
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
    } else if (ofType.length > 0) {
      this.#spend(this.excluded.size + ofType.length);
      this.excluded = new Map([...this.excluded, ...ofType]);
    }
  }

  /** Whether a formula holds or fails already, as far as that shows at a glance. */
  #status(formula: Formula): boolean | undefined {
    this.#spend(1);
    if (this.#isAsserted(formula.id)) return true;
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
    if (this.#isAsserted(formula.id)) return true;
    if (formula.kind === "types") return formula.types.includes(this.type);
    return formula.kind === "and" && formula.of.every((part) => this.#holds(part));
  }

  /** Whether a value is excluded. */
  excludes(value: unknown): boolean {
    return this.excluded.has(canonical(value));
  }
}
