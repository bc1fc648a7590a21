// A sign-in that succeeded: the start of a session.
// Failed attempts are no event of the business; they stand in http_request.
import { defineEvent, Type } from "@tracklake/schema";
import { organisation } from "./contexts/organisation.js";
import { request } from "./contexts/request.js";
import { user } from "./contexts/user.js";

export default defineEvent({
  name: "user_signed_in",
  description: "A user signed in.",
  owner: "accounts",
  answers: ["How many users were active this week?", "Which sign-in methods are used?"],
  contexts: [request, user, organisation],
  properties: Type.Object({
    method: Type.Union([Type.Literal("password"), Type.Literal("google"), Type.Literal("saml")], {
      description: "How the user proved who they are.",
    }),
    two_factor: Type.Boolean({ description: "Whether a second factor was asked for and given." }),
    first_time: Type.Optional(Type.Boolean({ description: "Whether it was the user's first sign-in." })),
  }),
});
