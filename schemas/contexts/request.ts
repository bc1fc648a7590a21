// The HTTP request within which something happened.
// Set once by contextMiddleware; every event that lists it gets these columns.
import { defineContext, Type } from "@tracklake/schema";

export const request = defineContext({
  name: "request",
  description: "The HTTP request within which the event happened.",
  properties: Type.Object({
    request_id: Type.Optional(
      Type.String({ description: "The request's id, as the load balancer or the sender gave it." }),
    ),
    user_agent: Type.Optional(Type.String({ description: "The User-Agent header." })),
    client_ip: Type.Optional(Type.String({ description: "Address of the client.", pii: "mask" })),
  }),
});
