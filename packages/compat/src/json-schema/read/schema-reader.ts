// Reads a JSON Schema into a formula. Each family of keywords has its own file; this one calls them in order.
// What is invalid or cannot be decided is said to be, never guessed.
import { MOST_DEPTH } from "../budget.js";
import { type Dialect, isSince } from "../dialect.js";
import { type Formula, jsonTypeOf } from "../formula/formula.js";
import type { Formulas } from "../formula/formulas.js";
import type { Reason } from "../reason.js";
import type { ContainmentRule } from "../rules.js";
import { pointer } from "./pointer.js";
import { readArray } from "./read-array.js";
import { readCombinations } from "./read-combinations.js";
import { readObject } from "./read-object.js";
import { readReferences } from "./read-references.js";
import { readScalars } from "./read-scalars.js";
import { readUnevaluatedItems } from "./read-unevaluated-items.js";
import { readUnevaluatedProperties } from "./read-unevaluated-properties.js";
import { type Here, InvalidSchema, type Reader, type Reading } from "./reader.js";
import { type Place, References } from "./references.js";

const families = [
  readReferences,
  readScalars,
  readObject,
  readArray,
  readCombinations,
  readUnevaluatedProperties,
  readUnevaluatedItems,
];

/** Reads one document. */
export class SchemaReader implements Reader {
  readonly formulas: Formulas;
  readonly dialect: Dialect;
  readonly references: References;
  readonly reading: Reading;
  readonly name: string;
  /** Everything that could not be read. */
  readonly undecided: Reason[] = [];
  readonly #read = new Map<string, Formula>();
  #depth = 0;

  constructor(document: unknown, name: string, dialect: Dialect, formulas: Formulas, reading: Reading) {
    this.formulas = formulas;
    this.name = name;
    this.dialect = dialect;
    this.reading = reading;
    this.references = new References(document, dialect);
  }

  /** The formula of the whole document. */
  root(): Formula {
    return this.read(this.references.root);
  }

  read(place: Place): Formula {
    const known = this.#read.get(place.at);
    if (known) return known;
    if (++this.#depth > MOST_DEPTH) throw new InvalidSchema(place.at, `It nests deeper than ${MOST_DEPTH} schemas.`);
    const formula = this.#schema(place);
    this.#depth--;
    this.#read.set(place.at, formula);
    return formula;
  }

  inside(here: Here, ...steps: readonly string[]): Formula {
    return this.read(this.placeInside(here, ...steps));
  }

  placeInside(here: Here, ...steps: readonly string[]): Place {
    const at = here.place.at + pointer(steps);
    const schema = steps.reduce<unknown>((part, step) => (part as Record<string, unknown>)[step], here.schema);
    return { schema, base: this.references.baseAt(at) ?? here.place.base, at };
  }

  /** The formula of some keywords of a schema alone. */
  part(here: Here): Formula {
    return this.formulas.and(families.flatMap((family) => family(this, here)));
  }

  since(dialect: Dialect): boolean {
    return isSince(this.dialect, dialect);
  }

  unknown(here: Here, keyword: string, rule: ContainmentRule, message: string, key?: string): Formula {
    const path = `${here.place.at}/${keyword}`;
    const reason: Reason = { path, instancePath: "", rule, message };
    this.undecided.push(reason);
    return this.formulas.unknown(key ?? `${this.name}${path}`, reason);
  }

  #schema(place: Place): Formula {
    const { schema } = place;
    if (typeof schema === "boolean") return schema ? this.formulas.true : this.formulas.false;
    if (jsonTypeOf(schema) !== "object") {
      throw new InvalidSchema(place.at, `A schema is an object or a boolean, not ${jsonTypeOf(schema)}.`);
    }
    const here: Here = { schema: schema as Readonly<Record<string, unknown>>, place };
    // Up to draft-07, whatever stands beside a $ref is ignored.
    const alone = "$ref" in here.schema && !this.since("2019-09");
    return this.formulas.and((alone ? [readReferences] : families).flatMap((family) => family(this, here)));
  }
}
