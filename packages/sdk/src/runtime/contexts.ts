// Contexts by AsyncLocalStorage: set once per request, encoded once, written into every event of it.
// A context is read when it is set; changing the object afterwards changes nothing.
import type { Definitions, EncodeState } from "../definitions.js";
import { type ContextsSet, currentScope, innerScope, runInScope, scopeToAddTo } from "./scope.js";
import type { SetContext } from "./set-context.js";

/** Values of contexts by their names. */
export type ContextValues = Readonly<Record<string, object | undefined>>;

/** The contexts of one tracker. */
export class Contexts {
  readonly #definitions: Definitions;
  readonly #hash: EncodeState["hash"];
  readonly #unknown: (name: string) => void;

  /** @param unknown - Is told of a context that no definition has; it is left out. */
  constructor(definitions: Definitions, hash: EncodeState["hash"], unknown: (name: string) => void) {
    this.#definitions = definitions;
    this.#hash = hash;
    this.#unknown = unknown;
  }

  /** All contexts that are set for this moment, or `undefined` where none was. */
  current(): ContextsSet | undefined {
    return currentScope()?.of(this);
  }

  /** The context as it was set for this moment, or `undefined`. */
  get(name: string): SetContext | undefined {
    return this.current()?.get(name);
  }

  /** Runs a function with contexts added to those that are set. */
  run<Result>(values: ContextValues, body: () => Result): Result {
    const scope = innerScope();
    scope.add(this, this.#encodedAll(values));
    return runInScope(scope, body);
  }

  /** Adds contexts for the rest of the request or job; outside of one, for what this moment sets off. */
  set(values: ContextValues): void {
    scopeToAddTo().add(this, this.#encodedAll(values));
  }

  #encodedAll(values: ContextValues): ContextsSet {
    const contexts = new Map<string, SetContext>();
    for (const name of namesOf(values)) {
      const value = memberOf(values, name);
      if (value === undefined || value === null) continue;
      if (Object.hasOwn(this.#definitions.contexts, name)) contexts.set(name, this.#encoded(name, value));
      else this.#unknown(name);
    }
    return contexts;
  }

  #encoded(name: string, value: object): SetContext {
    const definition = this.#definitions.contexts[name];
    const state: EncodeState = { unknown: 0, hash: this.#hash };
    try {
      const text = definition?.encode(value, state);
      return { unknown: state.unknown, value, ...(text === undefined ? {} : { text }) };
    } catch {
      // A getter of the host threw: the context is refused, and each event that needs it says so.
      return { unknown: 0, value };
    }
  }
}

/** The names of what the host gave, whatever it is. */
function namesOf(values: ContextValues): string[] {
  try {
    return Object.keys(values ?? {});
  } catch {
    // A proxy of the host threw: nothing is set, and each event that lists a context says that it is missing.
    return [];
  }
}

function memberOf(values: ContextValues, name: string): object | undefined {
  try {
    return values[name];
  } catch {
    // A getter of the host threw: an object that fits no definition stands for it, so that its events say so.
    return UNREADABLE;
  }
}

const UNREADABLE = Object.freeze([]);
