// An organisation moved to another plan, upwards or downwards.
// The definition that the README shows.
import { defineEvent, Type } from "@tracklake/schema";
import { organisation } from "./contexts/organisation.js";
import { user } from "./contexts/user.js";

export default defineEvent({
  name: "plan_changed",
  description: "An organisation moved to another plan.",
  owner: "growth",
  answers: ["Which organisations upgraded this month?"],
  contexts: [user, organisation],
  properties: Type.Object({
    plan: Type.Union([Type.Literal("free"), Type.Literal("pro")], { description: "The plan from now on." }),
    seats: Type.Optional(Type.Integer({ minimum: 1, description: "Paid seats." })),
  }),
});
