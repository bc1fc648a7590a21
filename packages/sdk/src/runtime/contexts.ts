// Contexts by AsyncLocalStorage: set once per request, encoded once, written into every event of it.
// A context is read when it is set; changing the object afterwards changes nothing.
import { AsyncLocalStorage } from "node:async_hooks";
import type { Definitions, EncodeState } from "../definitions.js";

/** Values of contexts by their names. */
export type ContextValues = Readonly<Record<string, object | undefined>>;

/** A context as it was set. */
export interface SetContext {
  /** Its fields for the line; absent when the value was refused. */
  readonly text?: string;
  /** Unknown properties that were stripped. */
  readonly unknown: number;
  readonly value: object;
}

type Store = Map<string, SetContext>;

/** The contexts of one tracker. */
export class Contexts {
  readonly #storage = new AsyncLocalStorage<Store>();
  readonly #definitions: Definitions;
  readonly #hash: EncodeState["hash"];

  constructor(definitions: Definitions, hash: EncodeState["hash"]) {
    this.#definitions = definitions;
    this.#hash = hash;
  }

  /** The context as it was set for this moment, or `undefined`. */
  get(name: string): SetContext | undefined {
    return this.#storage.getStore()?.get(name);
  }

  /** Runs a function with contexts added to those that are set. */
  run<Result>(values: ContextValues, body: () => Result): Result {
    return this.#storage.run(this.#with(values), body);
  }

  /** Adds contexts from here on, for what runs in the same asynchronous context. */
  set(values: ContextValues): void {
    const store = this.#storage.getStore();
    if (!store) this.#storage.enterWith(this.#with(values));
    else for (const [name, context] of this.#with(values)) store.set(name, context);
  }

  #with(values: ContextValues): Store {
    const store = new Map(this.#storage.getStore());
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined) store.set(name, this.#encoded(name, value));
    }
    return store;
  }

  #encoded(name: string, value: object): SetContext {
    const definition = Object.hasOwn(this.#definitions.contexts, name) ? this.#definitions.contexts[name] : undefined;
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
