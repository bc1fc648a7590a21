// A request's scope, and the binding of the request's own events to it: bodies are read by events of the connection's
// parser, which know nothing of the request, and so a context set before the body would be lost after it.
import { currentScope, requestScope, runInScope, type Scope } from "../runtime/scope.js";
import { traceOfHeader } from "../trace/traceparent.js";

/** As much of an event emitter as is bound. */
export interface Emitting {
  emit(name: string | symbol, ...values: unknown[]): boolean;
}

/** What a scope is made of. */
export interface ScopedRequest {
  /** The request's own object, the same for every middleware. */
  readonly key: object;
  /** The header as it came. */
  readonly traceparent: string | readonly string[] | undefined;
  /** Whose events belong to the request. */
  readonly emitters: readonly Emitting[];
}

const scopes = new WeakMap<object, Scope>();

/**
 * Runs a function in the scope of a request, which is made when the first middleware asks for it.
 *
 * Only the scope of Tracklake is bound; what others keep in storages of their own stays as they left it.
 */
export function inRequest<Result>({ key, traceparent, emitters }: ScopedRequest, body: () => Result): Result {
  const known = scopes.get(key);
  if (known) return inScope(known, body);
  const scope = requestScope(key);
  scope.trace = traceOfHeader(traceparent);
  scopes.set(key, scope);
  for (const emitter of emitters) bind(emitter, scope);
  return runInScope(scope, body);
}

/** Runs a function in a request's scope, or where it is in a narrower one of the same request, there. */
function inScope<Result>(scope: Scope, body: () => Result): Result {
  return currentScope()?.request === scope.request ? body() : runInScope(scope, body);
}

function bind(emitter: Emitting, scope: Scope): void {
  const { emit } = emitter;
  Object.defineProperty(emitter, "emit", {
    configurable: true,
    writable: true,
    value(this: Emitting, name: string | symbol, ...values: unknown[]): boolean {
      return inScope(scope, () => emit.call(this, name, ...values));
    },
  });
}
