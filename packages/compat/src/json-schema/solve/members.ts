// What is known of an object's members on one branch of a search, in layers: a branch keeps what it adds and rests on what
// was known before it. A choice among thousands of properties would else copy and look at all of them for each.
import type { Formula, FormulaOf } from "../formula/formula.js";

/** A statement about an object. */
export type ObjectStatement =
  | FormulaOf<"every">
  | FormulaOf<"some">
  | FormulaOf<"minProperties">
  | FormulaOf<"maxProperties">;

/** What is known of the members. */
export class Members {
  readonly #base: Members | undefined;
  /** What holds for the values of keys that are named one by one. */
  readonly #byName = new Map<string, Formula[]>();
  /** What the values of keys that have to be there must be. */
  readonly #demanded = new Map<string, Formula[]>();
  readonly #addsWide: boolean;
  #names: readonly string[] | undefined;
  /** What holds for the values of all other sets of keys. */
  readonly wide: readonly FormulaOf<"every">[];
  /** Demands that no single key is named for. */
  readonly loose: readonly FormulaOf<"some">[];
  readonly min: number;
  readonly max: number;
  readonly #statements: readonly ObjectStatement[];

  /** @param added What is known beside what the base knows. */
  constructor(added: readonly ObjectStatement[], base?: Members) {
    this.#base = base;
    this.#statements = added;
    const wide: FormulaOf<"every">[] = [];
    const loose: FormulaOf<"some">[] = [];
    let { min, max } = base ?? { min: 0, max: Number.POSITIVE_INFINITY };
    for (const one of added) {
      if (one.kind === "minProperties") min = Math.max(min, one.value);
      else if (one.kind === "maxProperties") max = Math.min(max, one.value);
      else if (one.kind === "some") {
        const name = onlyName(one.keys);
        if (name === undefined) loose.push(one);
        else push(this.#demanded, name, one.schema);
      } else if (isNames(one.keys)) for (const name of namesIn(one.keys)) push(this.#byName, name, one.schema);
      else wide.push(one);
    }
    this.#addsWide = wide.length > 0;
    this.wide = base ? (wide.length > 0 ? [...base.wide, ...wide] : base.wide) : wide;
    this.loose = base ? (loose.length > 0 ? [...base.loose, ...loose] : base.loose) : loose;
    this.min = min;
    this.max = max;
  }

  /** What holds for the value of a key by its name. */
  named(name: string): readonly Formula[] {
    const own = this.#byName.get(name);
    const before = this.#base?.named(name);
    return own && before ? [...before, ...own] : (own ?? before ?? []);
  }

  /** What the value of a key has to be because it is demanded; nothing where it need not be there. */
  demand(name: string): readonly Formula[] | undefined {
    const own = this.#demanded.get(name);
    const before = this.#base?.demand(name);
    return own && before ? [...before, ...own] : (own ?? before);
  }

  /** The keys that have to be there. */
  demanded(): Set<string> {
    const names = this.#base?.demanded() ?? new Set<string>();
    for (const name of this.#demanded.keys()) names.add(name);
    return names;
  }

  /** The keys that have to be there and of which more is known than the base, which was searched already, knew. */
  touched(): Iterable<string> {
    if (!this.#base || this.#addsWide) return this.demanded();
    const more = [...this.#byName.keys()].filter((name) => !this.#demanded.has(name) && this.demand(name));
    return [...this.#demanded.keys(), ...more];
  }

  /** Every key that a schema names. */
  names(): readonly string[] {
    this.#names ??= this.#withBase();
    return this.#names;
  }

  #withBase(): readonly string[] {
    const own = this.#statements.flatMap((one) => ("keys" in one ? namesIn(one.keys) : []));
    const before = this.#base?.names() ?? [];
    if (own.length === 0) return before;
    const all = new Set(before);
    for (const name of own) all.add(name);
    return all.size === before.length ? before : [...all];
  }
}

function push(map: Map<string, Formula[]>, name: string, schema: Formula): void {
  const known = map.get(name);
  if (known) known.push(schema);
  else map.set(name, [schema]);
}

function onlyName(keys: Formula): string | undefined {
  if (keys.kind !== "values" || keys.negative || keys.values.size !== 1) return undefined;
  const [name] = keys.values.values();
  return typeof name === "string" ? name : undefined;
}

function isNames(keys: Formula): boolean {
  return keys.kind === "values" && !keys.negative;
}

function namesIn(keys: Formula): string[] {
  if (keys.kind === "and" || keys.kind === "or") return keys.of.flatMap(namesIn);
  if (keys.kind !== "values") return [];
  return [...keys.values.values()].filter((name) => typeof name === "string");
}
