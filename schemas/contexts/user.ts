// Who did it: the user who was signed in.
// A job without a user leaves the columns NULL.
import { defineContext, Type } from "@tracklake/schema";

export const user = defineContext({
  name: "user",
  description: "The user who was signed in.",
  properties: Type.Object({
    user_id: Type.String({ description: "The user's id in the application's database." }),
    user_role: Type.Optional(
      Type.Union([Type.Literal("owner"), Type.Literal("admin"), Type.Literal("member")], {
        description: "The user's role in the organisation.",
      }),
    ),
    user_email: Type.Optional(Type.String({ description: "The user's e-mail address.", pii: "drop" })),
  }),
});
