// Events that Tracklake defines itself, so that the first useful table needs no schema of yours.
// `http_request` is tracked by the access log of @tracklake/sdk, `tracklake_heartbeat` by every tracker by itself.
import { Type } from "@sinclair/typebox";
import { HEARTBEAT_EVENT } from "@tracklake/envelope";
import { defineEvent } from "./definition.js";
import type { EventModel } from "./model.js";
import { toEventModel } from "./model-of.js";

const httpRequest = defineEvent({
  name: "http_request",
  description: "An HTTP request that the service answered, or that was aborted.",
  owner: "tracklake",
  answers: ["Which routes are slow?", "Which routes answer with errors?"],
  properties: Type.Object({
    method: Type.String({ description: "The request's method, upper case." }),
    route: Type.Optional(
      Type.String({ description: "The pattern of the route, such as /users/:id; nothing when no route matched." }),
    ),
    status: Type.Optional(
      Type.Integer({
        minimum: 100,
        maximum: 999,
        description: "The answer's status; nothing when the request was aborted before.",
      }),
    ),
    duration_ms: Type.Number({
      minimum: 0,
      unit: "ms",
      description: "From the request's arrival to the end of the answer.",
    }),
    aborted: Type.Optional(Type.Boolean({ description: "Whether the client went away before the answer ended." })),
    user_id: Type.Optional(Type.String({ description: "The user who made the request, where the service knows it." })),
    organisation_id: Type.Optional(Type.String({ description: "The organisation of the user." })),
  }),
});

// `table` and `event_sequence` are taken: by SQL, and by the envelope, whose columns no view may have twice.
const heartbeat = defineEvent({
  name: HEARTBEAT_EVENT,
  description: "How far each table's event_sequence had come in one instance of a tracker: every minute, and at close.",
  owner: "tracklake",
  answers: ["Were the last events of an instance lost?", "Which instances ended without being closed?"],
  properties: Type.Object({
    sequences: Type.Array(
      Type.Object({
        table_name: Type.String({ description: "The table, such as plan_changed_v1." }),
        last_sequence: Type.Integer({
          minimum: 1,
          description: "The last event_sequence that the instance gave in it.",
        }),
      }),
      { description: "The tables that the instance has tracked in so far." },
    ),
    closing: Type.Boolean({ description: "Whether the tracker was closed: then no event of the instance follows." }),
    interval_ms: Type.Integer({ minimum: 0, unit: "ms", description: "Time between two heartbeats." }),
    uptime_ms: Type.Integer({ minimum: 0, unit: "ms", description: "Time since the tracker was started." }),
  }),
});

/** The models of the built-in events, in the order of their names. */
export const builtInEvents: readonly EventModel[] = [toEventModel(httpRequest).model, toEventModel(heartbeat).model];
