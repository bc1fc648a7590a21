// Builds formulas, each once, in negation normal form: `not` pushes a negation down to the statements.
// Hence equal schemas are the same object, and a formula beside its own negation is seen at once.
import type { Reason } from "../reason.js";
import { canonical } from "./canonical.js";
import { type Formula, type FormulaOf, type JsonType, jsonTypes, type Statement, subjectOf } from "./formula.js";
import { negatedStatement } from "./negated-statement.js";

type WithoutId = Formula extends infer F ? (F extends unknown ? Omit<F, "id"> : never) : never;

/** Builds formulas and negates them. */
export class Formulas {
  readonly #byKey = new Map<string, Formula>();
  readonly #negations = new Map<number, Formula>();
  readonly #spend: (steps: number) => void;
  readonly true = this.#keep("true", { kind: "true" });
  readonly false = this.#keep("false", { kind: "false" });

  /** @param spend Told how much work was done; it throws when there was too much. */
  constructor(spend: (steps: number) => void) {
    this.#spend = spend;
  }

  /** All of them. */
  and(parts: readonly Formula[]): Formula {
    return this.#combine("and", parts, this.true, this.false);
  }

  /** Any of them. */
  or(parts: readonly Formula[]): Formula {
    return this.#combine("or", parts, this.false, this.true);
  }

  /** Exactly one of them. Two that are the same count twice. */
  one(parts: readonly Formula[], negative = false): Formula {
    const of = parts.filter((part) => part !== this.false).sort((a, b) => a.id - b.id);
    this.#spend(1 + of.length);
    const [only] = of;
    if (!only) return negative ? this.true : this.false;
    if (of.length === 1) return negative ? this.not(only) : only;
    return this.#keep(`one ${negative} ${of.map(({ id }) => id).join(" ")}`, { kind: "one", of, negative });
  }

  /** A value of one of these types. */
  types(types: readonly JsonType[]): Formula {
    const of = jsonTypes.filter((type) => types.includes(type));
    if (of.length === 0) return this.false;
    return of.length === jsonTypes.length ? this.true : this.#keep(`types ${of}`, { kind: "types", types: of });
  }

  /** One of these values, or none of them. */
  values(list: readonly unknown[], negative = false): Formula {
    const values = new Map(list.map((value) => [canonical(value), value] as const));
    if (values.size === 0) return negative ? this.true : this.false;
    const key = JSON.stringify([...values.keys()].sort());
    return this.#keep(`values ${negative} ${key}`, { kind: "values", values, negative });
  }

  /** A statement about one type. */
  statement(statement: Statement): Formula {
    const trivial = this.#trivial(statement);
    if (trivial) return trivial;
    const parts = Object.values(statement).map((part) => (typeof part === "object" ? (part as Formula).id : part));
    return this.#keep(JSON.stringify(parts.map(String)), statement);
  }

  /** What is read when it is needed. `key` says which part of which document it is. */
  reference(key: string, read: () => Formula, negative = false): Formula {
    return this.#keep(`reference ${negative} ${key}`, { kind: "reference", key, negative, read });
  }

  /** What cannot be decided; two of one key are the same thing. */
  unknown(key: string, reason: Reason, negative = false): Formula {
    return this.#keep(`unknown ${negative} ${key}`, { kind: "unknown", key, negative, reason });
  }

  /** What holds exactly where a formula does not. */
  not(formula: Formula): Formula {
    const known = this.#negations.get(formula.id);
    if (known) return known;
    const negation = this.#negated(formula);
    this.#negations.set(formula.id, negation);
    // The other way only where it gives the same object back, so that a formula has one negation.
    if (!subjectOf(formula) && !this.#negations.has(negation.id)) this.#negations.set(negation.id, formula);
    return negation;
  }

  #negated(formula: Formula): Formula {
    switch (formula.kind) {
      case "true":
        return this.false;
      case "false":
        return this.true;
      case "and":
        return this.or(formula.of.map((part) => this.not(part)));
      case "or":
        return this.and(formula.of.map((part) => this.not(part)));
      case "one":
        return this.one(formula.of, !formula.negative);
      case "types":
        return this.types(jsonTypes.filter((type) => !formula.types.includes(type)));
      case "values":
        return this.values([...formula.values.values()], !formula.negative);
      case "reference":
        return this.reference(formula.key, () => this.not(formula.read()), !formula.negative);
      case "unknown":
        return this.unknown(formula.key, formula.reason, !formula.negative);
      default: {
        const type = subjectOf(formula) as JsonType;
        const opposite = negatedStatement(formula, (part) => this.not(part), this.true, this.false);
        return this.and([this.types([type]), opposite ? this.statement(opposite) : this.false]);
      }
    }
  }

  /** Statements that always hold. Those that never hold for their type are left: they still allow other types. */
  #trivial(statement: Statement): Formula | undefined {
    switch (statement.kind) {
      case "minLength":
      case "minItems":
      case "minProperties":
        return statement.value <= 0 ? this.true : undefined;
      case "items":
        return statement.schema === this.true || statement.from >= statement.to ? this.true : undefined;
      case "every":
        return statement.schema === this.true || statement.keys === this.false ? this.true : undefined;
      case "atLeast":
        return statement.count <= 0 ? this.true : undefined;
      case "atMost":
        return statement.schema === this.false ? this.true : undefined;
      default:
        return undefined;
    }
  }

  #combine(kind: "and" | "or", parts: readonly Formula[], neutral: Formula, final: Formula): Formula {
    const flat = new Set<Formula>();
    for (const part of parts) {
      for (const inner of part.kind === kind ? (part as FormulaOf<"and" | "or">).of : [part]) {
        if (inner === final) return final;
        if (inner !== neutral) flat.add(inner);
      }
    }
    const of = [...flat].sort((a, b) => a.id - b.id);
    this.#spend(1 + of.length);
    if (of.length < 2) return of[0] ?? neutral;
    return this.#keep(`${kind} ${of.map(({ id }) => id).join(" ")}`, { kind, of });
  }

  #keep(key: string, shape: WithoutId): Formula {
    const known = this.#byKey.get(key);
    if (known) return known;
    const formula = { ...shape, id: this.#byKey.size } as Formula;
    this.#byKey.set(key, formula);
    return formula;
  }
}
