// What one generated client holds: the highest major of each event, each context once, in the order of names.
import type { RegisteredEvent } from "@tracklake/registry";
import type { ContextModel } from "@tracklake/schema";
import { requireOwnMethods } from "./names.js";

/** The input of every emitter. */
export interface ClientModel {
  readonly events: readonly RegisteredEvent[];
  readonly contexts: readonly ContextModel[];
  /** IANA time zone of the lake's days. */
  readonly timeZone: string;
}

/**
 * Collects the client's parts.
 *
 * @throws CodegenError `method-collision`.
 */
export function clientModel(registered: readonly RegisteredEvent[], timeZone: string): ClientModel {
  const newest = new Map<string, RegisteredEvent>();
  for (const event of registered) {
    const known = newest.get(event.model.name);
    if (!known || known.model.major < event.model.major) newest.set(event.model.name, event);
  }
  const events = [...newest.values()].sort((a, b) => compare(a.model.name, b.model.name));
  requireOwnMethods(events.map((event) => event.model.name));
  const contexts = new Map<string, ContextModel>();
  for (const event of events) for (const context of event.model.contexts) contexts.set(context.name, context);
  return { events, contexts: [...contexts.values()].sort((a, b) => compare(a.name, b.name)), timeZone };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
