// An object that has what is demanded and nothing that is refused; or the proof that there is none.
// Demands for named properties are met first. Others choose a key: one that is there, one that a schema names, or a new
// one, for every way in which the sets of keys that carry conditions may overlap.
import type { Formula } from "../formula/formula.js";
import type { Reason } from "../reason.js";
import { evaluate } from "./evaluate.js";
import type { Facts, StatementOf } from "./facts.js";
import type { Members } from "./members.js";
import { better, combined, empty, type Found, isBest, type Outcome, open, sure } from "./outcome.js";
import type { Search } from "./search.js";

/** More properties than this are not built. */
const MOST_PROPERTIES = 500;

const tooMany: Reason = {
  path: "",
  instancePath: "",
  rule: "BUDGET_EXCEEDED",
  message: `An object would need more than ${MOST_PROPERTIES} properties.`,
};

/** An object for which everything known holds. */
export function solveObject(search: Search, facts: Facts): Outcome {
  return new ObjectSearch(search, facts).solve();
}

/** What is decided so far: the keys, each with what its value has to be beside what holds for every such key. */
type Chosen = ReadonlyMap<string, readonly Formula[]>;

class ObjectSearch {
  readonly #search: Search;
  readonly #known: Members;

  constructor(search: Search, facts: Facts) {
    this.#search = search;
    this.#known = facts.members();
  }

  solve(): Outcome {
    const { min, max, loose } = this.#known;
    if (min > max) return empty;
    // First what is new on this branch: mostly it decides, and what was known before was searched before.
    for (const name of this.#known.touched()) {
      if (this.#value(name, this.#known.demand(name) ?? []).kind === "empty") return empty;
    }
    const names = this.#known.demanded();
    this.#search.spend(names.size);
    if (names.size > max) return empty;
    return this.#meet(loose, new Map([...names].map((name) => [name, this.#known.demand(name) ?? []])));
  }

  /** Meets the demands that are left, then the least number of properties. */
  #meet(demands: readonly StatementOf<"some">[], chosen: Chosen): Outcome {
    const [demand, ...rest] = demands;
    if (!demand) return this.#fill(chosen);
    let best: Outcome = empty;
    for (const key of this.#keysFor(demand, rest, chosen)) {
      const name = key.value?.json;
      if (typeof name !== "string") {
        best = better(best, key);
        continue;
      }
      const schemas = [...(chosen.get(name) ?? []), demand.schema];
      if (this.#value(name, schemas).kind === "empty") continue;
      const next = new Map(chosen).set(name, schemas);
      if (next.size > this.#known.max) continue;
      best = better(best, asDoubtful(this.#meet(rest, next), key));
      if (isBest(best)) break;
    }
    return best;
  }

  *#keysFor(demand: StatementOf<"some">, others: readonly StatementOf<"some">[], chosen: Chosen): Generator<Found> {
    for (const name of new Set([...chosen.keys(), ...this.#known.names()])) {
      this.#search.spend(1);
      const within = evaluate(this.#search, demand.keys, name);
      if (within !== false) yield { ...sure(name), certainty: within ? "sure" : "open" };
    }
    // A new key may meet other demands too, where only so many are allowed.
    const splits = [...this.#known.wide, ...others.map(({ keys }) => ({ keys, schema: undefined }))];
    yield* this.#newKeys([demand.keys], chosen, [demand.schema], splits);
  }

  /** Keys that no schema names and that are not chosen yet: one for each overlap of the sets that matter. */
  *#newKeys(
    wanted: readonly Formula[],
    chosen: Chosen,
    schemas: readonly Formula[],
    splits: readonly { readonly keys: Formula; readonly schema: Formula | undefined }[],
  ): Generator<Found> {
    const { formulas } = this.#search;
    const named = [...this.#known.names(), ...chosen.keys()];
    this.#search.spend(named.length);
    const fresh = formulas.values(named, true);
    const key = this.#search.solveKey([...wanted, fresh]);
    if (key.kind === "empty") return;
    const [split, ...rest] = splits;
    if (!split) {
      if (this.#search.solve(schemas).kind === "empty") return;
      yield key.certainty === "open" ? withoutValue(key) : key;
      return;
    }
    yield* this.#newKeys([...wanted, formulas.not(split.keys)], chosen, schemas, rest);
    const within = split.schema ? [...schemas, split.schema] : schemas;
    if (this.#search.solve(within).kind === "empty") return;
    yield* this.#newKeys([...wanted, split.keys], chosen, within, rest);
  }

  #fill(chosen: Chosen): Outcome {
    const { min } = this.#known;
    if (min > MOST_PROPERTIES) return open(tooMany);
    const full = new Map(chosen);
    let doubt: Found = sure(null);
    while (full.size < min) {
      const more = this.#another(full);
      if (!more) return empty;
      if (typeof more.value?.json !== "string") return more;
      if (more.certainty !== "sure") doubt = more;
      full.set(more.value.json, []);
    }
    const keys = [...full.keys()];
    const values = keys.map((key) => this.#value(key, full.get(key) ?? []));
    const found = values.filter((value): value is Found => value.kind === "found");
    if (found.length < values.length) return empty;
    const built = combined(found, () => Object.fromEntries(keys.map((key, index) => [key, found[index]?.value?.json])));
    return asDoubtful(built, doubt);
  }

  /** One more key that may be there. */
  #another(chosen: Chosen): Found | undefined {
    let doubt: Found | undefined;
    for (const name of this.#known.names()) {
      this.#search.spend(1);
      if (chosen.has(name)) continue;
      const value = this.#value(name, []);
      if (value.kind === "empty") continue;
      if (value.certainty === "sure") return sure(name);
      doubt ??= withoutValue(value);
    }
    for (const key of this.#newKeys([], chosen, [], this.#known.wide)) {
      if (key.certainty === "sure") return key;
      doubt ??= key;
    }
    return doubt;
  }

  /** A value for a key. */
  #value(key: string, schemas: readonly Formula[]): Outcome {
    const conditions: Formula[] = [...schemas, ...this.#known.named(key)];
    let doubt = false;
    for (const { keys, schema } of this.#known.wide) {
      const within = evaluate(this.#search, keys, key);
      if (within === true) conditions.push(schema);
      doubt ||= within === undefined;
    }
    const value = this.#search.solve(conditions);
    if (!doubt || value.kind === "empty") return value;
    return { ...value, certainty: "open" };
  }
}

function withoutValue(found: Found): Found {
  const certainty = found.certainty === "sure" ? "open" : found.certainty;
  return { kind: "found", certainty, ...(found.reason ? { reason: found.reason } : {}) };
}

/** As certain as the key that it rests on. */
function asDoubtful(outcome: Outcome, key: Found): Outcome {
  if (outcome.kind === "empty" || key.certainty === "sure") return outcome;
  return combined([outcome, { ...key, value: { json: null } }], () => outcome.value?.json);
}
