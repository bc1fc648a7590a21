// What the readers of keywords share: the document, its draft, the formulas, and how they read a schema inside.
// The keyword files depend on this alone, so that reading may be recursive without a cycle of files.
import type { Dialect } from "../dialect.js";
import type { Formula } from "../formula/formula.js";
import type { Formulas } from "../formula/formulas.js";
import type { ContainmentRule } from "../rules.js";
import type { Place, References } from "./references.js";

/** How annotations are taken. */
export interface Reading {
  /** Whether `format`, `contentEncoding` and `contentMediaType` say something that documents have to fit. */
  readonly formats: "annotation" | "assertion";
}

/** A schema object at its place. */
export interface Here {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

/** Reads the schemas of one document. */
export interface Reader {
  readonly formulas: Formulas;
  readonly references: References;
  readonly reading: Reading;
  /** Tells the documents apart. */
  readonly name: string;
  /** The formula of a schema. */
  read(place: Place): Formula;
  /** The formula of a schema inside another, by its steps. */
  inside(here: Here, ...steps: readonly string[]): Formula;
  /** The place of a schema inside another. */
  placeInside(here: Here, ...steps: readonly string[]): Place;
  /** Whether the document's draft is this one or newer. */
  since(dialect: Dialect): boolean;
  /** What cannot be decided; two of one `key` are the same thing, in whatever document. */
  unknown(here: Here, keyword: string, rule: ContainmentRule, message: string, key?: string): Formula;
}

/** Thrown for a schema that is none; its message says why. */
export class InvalidSchema extends Error {
  override readonly name = "InvalidSchema";
  /** The pointer of the part that is invalid. */
  readonly at: string;

  constructor(at: string, message: string) {
    super(message);
    this.at = at;
  }
}
