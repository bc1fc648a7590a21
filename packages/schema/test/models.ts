// Models for the tests of lint, short to write: an event without a fault, and fields of it.
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";

export const text: TypeModel = { kind: "string" };

/** A field with a description. */
export const field = (name: string, type: TypeModel = text, more: Partial<FieldModel> = {}): FieldModel => ({
  name,
  type,
  required: true,
  description: "D.",
  ...more,
});

/** An event of which no rule has anything to say. */
export const event = (more: Partial<EventModel> = {}): EventModel => ({
  name: "plan_changed",
  major: 1,
  description: "D.",
  owner: "growth",
  answers: ["Why?"],
  contexts: [],
  properties: [],
  ...more,
});

/** An event with these properties. */
export const withFields = (...properties: FieldModel[]): EventModel => event({ properties });

export const struct = (...fields: FieldModel[]): TypeModel => ({ kind: "struct", fields });
export const list = (items: TypeModel): TypeModel => ({ kind: "array", items });
