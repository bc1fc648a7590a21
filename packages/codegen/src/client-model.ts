// What one generated client holds: the highest major of each event, each context once, in the order of names.
import type { RegisteredEvent } from "@tracklake/registry";
import { type ContextModel, contextDifference, type FieldModel, type TypeModel } from "@tracklake/schema";
import { CodegenError } from "./errors.js";
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
 * @throws CodegenError `method-collision`, `context-conflict` or `name-unsupported`.
 */
export function clientModel(registered: readonly RegisteredEvent[], timeZone: string): ClientModel {
  const newest = new Map<string, RegisteredEvent>();
  for (const event of registered) {
    const known = newest.get(event.model.name);
    if (!known || known.model.major < event.model.major) newest.set(event.model.name, event);
  }
  const events = [...newest.values()].sort((a, b) => compare(a.model.name, b.model.name));
  requireOwnMethods(events.map((event) => event.model.name));
  for (const { model } of events)
    requireNames(model.name, [...model.contexts.flatMap((context) => context.fields), ...model.properties]);
  return { events, contexts: contextsOf(events), timeZone };
}

/** Each context once: what a request sets is written into every event that lists it. */
function contextsOf(events: readonly RegisteredEvent[]): ContextModel[] {
  const first = new Map<string, { context: ContextModel; event: string }>();
  for (const { model } of events) {
    for (const context of model.contexts) {
      const before = first.get(context.name);
      if (!before) first.set(context.name, { context, event: model.name });
      else requireSame(before, { context, event: model.name });
    }
  }
  return [...first.values()].map(({ context }) => context).sort((a, b) => compare(a.name, b.name));
}

interface Listed {
  readonly context: ContextModel;
  readonly event: string;
}

function requireSame(one: Listed, other: Listed): void {
  const path = contextDifference(one.context, other.context);
  if (path === undefined) return;
  const [name, a, b] = [one.context.name, one.event, other.event].map((text) => JSON.stringify(text));
  throw new CodegenError(
    "context-conflict",
    `the events ${a} and ${b} bring two contexts ${name} that differ in ${JSON.stringify(path)}. ` +
      "Define the context once; in a history, publish the definitions again, so that every event brings it as it is now " +
      "and deleted events are retired.",
  );
}

function requireNames(event: string, fields: readonly FieldModel[]): void {
  for (const field of fields) {
    if (field.name === "__proto__") {
      throw new CodegenError("name-unsupported", `${JSON.stringify(event)} has a field called __proto__. Rename it.`);
    }
    requireNames(event, fieldsOf(field.type));
  }
}

function fieldsOf(type: TypeModel): readonly FieldModel[] {
  if (type.kind === "array") return fieldsOf(type.items);
  if (type.kind === "map") return fieldsOf(type.values);
  return type.kind === "struct" ? type.fields : [];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
