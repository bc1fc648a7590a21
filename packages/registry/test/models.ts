// Models that the tests of this package share.
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";

export function field(name: string, type: TypeModel = { kind: "string" }): FieldModel {
  return { name, type, required: true, description: "D." };
}

export function event(more: Partial<EventModel> = {}): EventModel {
  return { name: "plan_changed", major: 1, description: "D.", owner: "growth", contexts: [], properties: [], ...more };
}
