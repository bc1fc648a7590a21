// Whether every document of one JSON Schema is one of another: yes with a proof, no with a counterexample, or unknown.
// A document is looked for that is valid under the one and not under the other. Where the search ends without one the
// answer is yes; where it finds one, ajv has to confirm it before it is shown.
import { Budget, DEFAULT_STEPS, measure } from "./budget.js";
import { type Dialect, dialectOf } from "./dialect.js";
import { canonical } from "./formula/canonical.js";
import type { Formula } from "./formula/formula.js";
import { Formulas } from "./formula/formulas.js";
import { Confirmation } from "./judge/confirmation.js";
import { judgeOf } from "./judge/judge.js";
import { SchemaReader } from "./read/schema-reader.js";
import type { Reason } from "./reason.js";
import { differences } from "./report/differences.js";
import { reasonOf } from "./report/reason-of.js";
import { containmentRules } from "./rules.js";
import { evaluate } from "./solve/evaluate.js";
import { Languages } from "./solve/languages.js";
import type { Found } from "./solve/outcome.js";
import { Solver } from "./solve/solver.js";

/** How a question of containment is to be understood. */
export interface ContainmentOptions {
  /** The draft of schemas without `$schema`; by default it is told by their keywords. */
  readonly dialect?: Dialect;
  /**
   * Whether `format`, `contentEncoding` and `contentMediaType` only describe, as the drafts have it, or are assertions
   * that are compared by name.
   *
   * @default "annotation"
   */
  readonly formats?: "annotation" | "assertion";
  /**
   * Whether patterns are compared by what they match, or by their text alone, as other registries do.
   *
   * @default "language"
   */
  readonly patterns?: "language" | "text";
  /**
   * Most steps that the question may take; beyond them the answer is unknown.
   *
   * @default 3000000
   */
  readonly steps?: number;
  /**
   * Most differences that are listed.
   *
   * @default 20
   */
  readonly reasons?: number;
}

/** The answer. Unknown has to be treated like not contained: a counterexample may exist. */
export type Containment =
  | { readonly contained: true }
  | {
      readonly contained: false;
      readonly reasons: readonly Reason[];
      /** A document that is valid under the one schema and not under the other, confirmed by ajv. */
      readonly counterexample?: unknown;
    }
  | { readonly contained: "unknown"; readonly reasons: readonly Reason[] };

/**
 * Whether every document that is valid under `sub` is valid under `sup`.
 *
 * @param sub A JSON Schema: draft-04, -06, -07, 2019-09 or 2020-12.
 * @param sup Another one, of the same draft or another.
 * @param options How formats and patterns are taken, and how much may be spent.
 * @returns Contained only if no counterexample exists. References that lead out of a document are never fetched.
 * @example
 * isContained({ type: "integer" }, { type: "number" }); // { contained: true }
 */
export function isContained(sub: unknown, sup: unknown, options: ContainmentOptions = {}): Containment {
  try {
    return new Question(sub, sup, options).answer();
  } catch (error) {
    const reason = reasonOf(error);
    if (!reason) throw error;
    return { contained: "unknown", reasons: [reason] };
  }
}

class Question {
  readonly #steps: number;
  readonly #most: number;
  readonly #budget: Budget;
  readonly #formulas: Formulas;
  readonly #inner: SchemaReader;
  readonly #outer: SchemaReader;
  readonly #solver: Solver;
  readonly #judges: () => Confirmation;

  constructor(sub: unknown, sup: unknown, options: ContainmentOptions) {
    const { formats = "annotation", patterns = "language", steps = DEFAULT_STEPS, reasons = 20 } = options;
    measure([sub, sup]);
    this.#steps = steps;
    this.#most = reasons;
    this.#budget = new Budget(steps);
    this.#formulas = new Formulas(this.#budget.spend);
    const languages = new Languages();
    const dialects = { sub: dialectOf(sub, options.dialect), sup: dialectOf(sup, options.dialect) };
    // Two equal documents are one, so that what cannot be read in them is the same thing, too.
    const same = dialects.sub === dialects.sup && canonical(sub) === canonical(sup);
    this.#inner = new SchemaReader(sub, "sub", dialects.sub, this.#formulas, { formats });
    this.#outer = same ? this.#inner : new SchemaReader(sup, "sup", dialects.sup, this.#formulas, { formats });
    this.#solver = new Solver(this.#formulas, languages, this.#budget.spend, patterns === "text");
    this.#judges = () =>
      new Confirmation(
        judgeOf(sub, dialects.sub, { formats, languages }),
        judgeOf(sup, dialects.sup, { formats, languages }),
      );
  }

  answer(): Containment {
    const ask = (demand: Formula) => this.#solver.solve([this.#inner.root(), this.#formulas.not(demand)]);
    const found = ask(this.#outer.root());
    if (found.kind === "empty") return { contained: true };
    const judges = this.#judges();
    const document = judges.confirm(found.value);
    const reasons = this.#differences(ask, judges, document);
    const shown = smallest([document, ...reasons.map(counterexampleOf)]);
    if (shown) {
      const listed = reasons.length > 0 ? reasons : [unlisted(shown.json)];
      return { contained: false, reasons: listed, counterexample: shown.json };
    }
    // Formats that differ are taken to be different sets, even where no document can be shown.
    if (found.certainty !== "open" && !(found.certainty === "sure" && found.value) && reasons.length > 0) {
      return { contained: false, reasons };
    }
    return { contained: "unknown", reasons: [this.#whyUnknown(found)] };
  }

  #whyUnknown(found: Found): Reason {
    const unread = [...this.#inner.undecided, ...this.#outer.undecided];
    const rule = "NOT_CONFIRMED";
    return found.reason ?? unread[0] ?? { path: "", instancePath: "", rule, message: containmentRules[rule] };
  }

  /** A budget of its own: the verdict stands, and the list ends where the steps do. */
  #differences(
    ask: (demand: Formula) => Found | { kind: "empty" },
    judges: Confirmation,
    shown: { readonly json: unknown } | undefined,
  ): Reason[] {
    this.#budget.renew(this.#steps);
    const fails = (demand: Formula, document: unknown) => evaluate(this.#solver, demand, document) !== true;
    return differences(this.#inner, this.#outer, ask, fails, judges, this.#most, shown);
  }
}

function counterexampleOf(reason: Reason): { readonly json: unknown } | undefined {
  return "counterexample" in reason ? { json: reason.counterexample } : undefined;
}

function smallest(documents: readonly ({ readonly json: unknown } | undefined)[]) {
  const length = (document: { readonly json: unknown }) => JSON.stringify(document.json).length;
  return documents.reduce((a, b) => (!b || (a && length(a) <= length(b)) ? a : b), undefined);
}

function unlisted(counterexample: unknown): Reason {
  const message = "A document that is valid under the one schema is not valid under the other.";
  return { path: "", instancePath: "", rule: "TYPE_NARROWED", message, counterexample };
}
