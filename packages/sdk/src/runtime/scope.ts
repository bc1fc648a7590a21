// What is set for one request or job: the contexts of every tracker, and the trace that the request's headers name.
// One storage for all trackers, so that a middleware can bind a request's events to its scope and to nothing else.
import { AsyncLocalStorage } from "node:async_hooks";
import type { SetContext } from "./set-context.js";

/** Contexts by their names, as they were set; never changed, but replaced. */
export type ContextsSet = ReadonlyMap<string, SetContext>;

/** What holds for everything that one request or job does, however asynchronous. */
export class Scope {
  /** The request that it belongs to. */
  readonly request: object | undefined;
  /** What was set around the request, such as a context of the whole process. */
  readonly outside: Scope | undefined;
  /** Whether it was entered by a function that ends: only then do contexts set later belong to it. */
  readonly closed: boolean;
  /** Line text of the trace in the request's headers, or `""`. */
  trace = "";
  readonly #contexts: Map<object, ContextsSet>;

  constructor(given: { request?: object | undefined; outside?: Scope | undefined; closed: boolean }, from?: Scope) {
    this.request = given.request;
    this.outside = given.outside;
    this.closed = given.closed;
    if (from) this.trace = from.trace;
    this.#contexts = new Map(from ? from.#contexts : []);
  }

  /** The contexts of one tracker. */
  of(tracker: object): ContextsSet | undefined {
    return this.#contexts.get(tracker);
  }

  /** Adds contexts of one tracker to those that are set. */
  add(tracker: object, contexts: ContextsSet): void {
    this.#contexts.set(tracker, new Map([...(this.#contexts.get(tracker) ?? []), ...contexts]));
  }
}

const storage = new AsyncLocalStorage<Scope>();

/** The scope of this moment. */
export function currentScope(): Scope | undefined {
  return storage.getStore();
}

/** Runs a function within a scope. */
export function runInScope<Result>(scope: Scope, body: () => Result): Result {
  return storage.run(scope, body);
}

/** A scope within the current one, for a function that ends. */
export function innerScope(): Scope {
  const from = storage.getStore();
  return new Scope({ closed: true, request: from?.request, outside: from?.outside }, from);
}

/**
 * The scope that contexts set from here on belong to.
 *
 * Outside of every request and job it is a new one each time: were an older one changed, what one request sets would
 * show in all that were begun after the process set contexts of its own.
 */
export function scopeToAddTo(): Scope {
  const current = storage.getStore();
  if (current?.closed) return current;
  const scope = new Scope({ closed: false }, current);
  storage.enterWith(scope);
  return scope;
}

/**
 * A scope for a request that has none yet.
 *
 * Node can hand a pipelined request over while the one before it ends, and so in that one's scope: nothing is taken
 * from another request, only from what was set around it.
 */
export function requestScope(request: object): Scope {
  const current = storage.getStore();
  const outside = current?.request === undefined ? current : current.outside;
  return new Scope({ closed: true, request, outside }, outside);
}
