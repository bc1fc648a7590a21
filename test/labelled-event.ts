// One event with one property, `label`, as its author defines it and as codegen writes it, for tests across packages.
import { defineEvent, type EventModel, Type, toEventModel } from "@tracklake/schema";
import type { Definitions } from "@tracklake/sdk";
import { ENCODER_ABI } from "@tracklake/sdk/encoder";

/** The lake of those tests. */
export const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };

/** An event's model, for its table, and what a tracker of it takes. */
export interface LabelledEvent {
  readonly model: EventModel;
  readonly definitions: Definitions;
}

/** Defines an event of this name. */
export function labelledEvent(name: string): LabelledEvent {
  const { model } = toEventModel(
    defineEvent({
      name,
      description: "Something happened.",
      properties: Type.Object({ label: Type.String({ description: "What, in words." }) }),
    }),
  );
  const encode = (value: unknown) => `,"label":${JSON.stringify((value as { label: string }).label)}`;
  return {
    model,
    definitions: {
      abi: ENCODER_ABI,
      timeZone: lake.timeZone,
      events: { [name]: { name, major: 1, revision: 1, contexts: [], encode } },
      contexts: {},
      explainers: async () => ({ events: {}, contexts: {} }),
      explainersNow: () => ({ events: {}, contexts: {} }),
    },
  };
}
