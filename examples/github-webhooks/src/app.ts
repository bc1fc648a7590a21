// The receiver: one route for GitHub's webhooks, with the access log and the request's context around it.
// Handlers track what happened; nothing here knows how it is delivered.
import { accessLog, contextMiddleware } from "@tracklake/sdk/express";
import express, { type ErrorRequestHandler, type Express } from "express";
import type { Tracker } from "../../../gen/index.js";
import { handle } from "./handlers/handle.js";

/** Bytes of the largest payload that GitHub sends: 25 MB, by its documentation of webhooks. */
const LARGEST_PAYLOAD = 25 * 1024 * 1024;

/** The service's express application. */
export function createApp(tracker: Tracker): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(accessLog(tracker));
  app.use(
    contextMiddleware(tracker, (request: express.Request) => ({
      request: {
        request_id: request.get("x-github-delivery"),
        user_agent: request.get("user-agent"),
        client_ip: request.ip,
      },
    })),
  );
  app.post("/webhooks", express.json({ limit: LARGEST_PAYLOAD }), (request, response) => {
    const event = request.get("x-github-event");
    const delivery = request.get("x-github-delivery");
    if (event === undefined || delivery === undefined) {
      response.status(400).json({ error: "X-GitHub-Event and X-GitHub-Delivery are missing: this is no webhook." });
      return;
    }
    if (typeof request.body !== "object" || request.body === null || Array.isArray(request.body)) {
      response.status(400).json({ error: "The body is no JSON object: choose application/json as the content type." });
      return;
    }
    handle(tracker, { event, delivery, payload: request.body });
    response.status(202).end();
  });
  app.use(answerError);
  return app;
}

/** GitHub shows the answer to whoever set the webhook up; what went wrong inside is for the log. */
const answerError: ErrorRequestHandler = (error: Error & { status?: number }, request, response, next) => {
  if (response.headersSent) return next(error);
  const { status = 500 } = error;
  if (status >= 500) console.error(`${request.get("x-github-event")} ${request.get("x-github-delivery")}:`, error);
  response.status(status).json({ error: status < 500 ? error.message : "The payload could not be handled." });
};
