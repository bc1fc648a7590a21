// For whom it was done: the customer that the user belongs to.
// Reports are grouped by these columns.
import { defineContext, Type } from "@tracklake/schema";

export const organisation = defineContext({
  name: "organisation",
  description: "The customer that the user belongs to.",
  properties: Type.Object({
    organisation_id: Type.String({ description: "The organisation's id in the application's database." }),
    organisation_plan: Type.Optional(Type.String({ description: "The plan at the time of the event." })),
  }),
});
