// Somebody was asked to join an organisation.
// The address is hashed: invitations can be counted and matched, and nobody's address is in the lake.
import { column, defineEvent, Type } from "@tracklake/schema";
import { organisation } from "./contexts/organisation.js";
import { request } from "./contexts/request.js";
import { user } from "./contexts/user.js";

export default defineEvent({
  name: "member_invited",
  description: "A user invited somebody to the organisation.",
  owner: "accounts",
  answers: ["How do organisations grow?", "Which invitations are never accepted?"],
  contexts: [request, user, organisation],
  properties: Type.Object({
    invitation_id: column.uuid({ description: "The invitation." }),
    email: Type.String({ pii: "hash", description: "The address that was invited." }),
    role: Type.Union([Type.Literal("admin"), Type.Literal("member")], { description: "The role that is offered." }),
    expires_at: column.timestamp({ description: "Until when the invitation can be accepted." }),
    labels: Type.Optional(
      Type.Record(Type.String(), Type.String(), { description: "What the organisation notes of its members, by key." }),
    ),
  }),
});
