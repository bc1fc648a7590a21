// One event, in the form that codegen writes.
import { defineEvent, Type, toEventModel } from "@tracklake/schema";
import type { Definitions } from "@tracklake/sdk";
import { ENCODER_ABI } from "@tracklake/sdk/encoder";

export const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };

/** The event's model, for the table. */
export const { model } = toEventModel(
  defineEvent({
    name: "step_done",
    description: "A step was done.",
    properties: Type.Object({ label: Type.String({ description: "Which." }) }),
  }),
);

/** What the service's tracker takes. */
export const definitions: Definitions = {
  abi: ENCODER_ABI,
  timeZone: lake.timeZone,
  events: {
    step_done: {
      name: "step_done",
      major: 1,
      revision: 1,
      contexts: [],
      encode: (value) => `,"label":${JSON.stringify((value as { label: string }).label)}`,
    },
  },
  contexts: {},
  explainers: async () => ({ events: {}, contexts: {} }),
  explainersNow: () => ({ events: {}, contexts: {} }),
};
