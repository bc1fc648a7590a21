// What one generated client holds: the highest major of each event, each context once, in the order of names.
import type { RegisteredEvent } from "@tracklake/registry";
import type { ContextModel, FieldModel, TypeModel } from "@tracklake/schema";
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
 * @throws CodegenError `method-collision` or `name-unsupported`.
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
  const contexts = new Map<string, ContextModel>();
  for (const event of events) for (const context of event.model.contexts) contexts.set(context.name, context);
  return { events, contexts: [...contexts.values()].sort((a, b) => compare(a.name, b.name)), timeZone };
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
