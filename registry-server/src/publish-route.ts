// POST /api/publish: the next revisions of events, from a deploy that holds the token.
// Publishes run one after another, since each reads history and adds to it.
import { createHash, timingSafeEqual } from "node:crypto";
import { publish, type RegistryStore } from "@tracklake/registry";
import { type EventModel, lintEvents, readEventModel } from "@tracklake/schema";
import type { RequestHandler } from "express";
import { ServerError } from "./errors.js";

/**
 * The handler of a publish.
 *
 * @param token - The shared secret; without one every publish is refused.
 */
export function publishRoute(store: RegistryStore, token: string | undefined): RequestHandler {
  let last: Promise<unknown> = Promise.resolve();
  return async (request, response) => {
    authorise(token, request.get("authorization"));
    const { models, message } = readBody(request.body);
    const findings = lintEvents(
      models.map((model) => ({ model })),
      { phase: "publish" },
    );
    const errors = findings.filter(({ severity }) => severity === "error");
    if (errors.length > 0) {
      throw new ServerError("lint-failed", 422, `Nothing was published: ${errors.length} findings of lint.`, errors);
    }
    const turn = last.then(() => publish(store, models, message === undefined ? {} : { message }));
    last = turn.catch(() => undefined);
    const { entry, published, unchanged } = await turn;
    response.status(entry ? 201 : 200).json({
      id: entry?.id ?? null,
      published: published.map(({ model, revision, fingerprint }) => ({
        name: model.name,
        major: model.major,
        revision,
        fingerprint,
      })),
      unchanged,
    });
  };
}

function authorise(token: string | undefined, header: string | undefined): void {
  if (token === undefined) {
    throw new ServerError("publish-off", 403, "This server takes no publishes; start it with TRACKLAKE_PUBLISH_TOKEN.");
  }
  const digest = (text: string) => createHash("sha256").update(text).digest();
  if (!timingSafeEqual(digest(header ?? ""), digest(`Bearer ${token}`))) {
    throw new ServerError("unauthorised", 401, "Send the publish token as Authorization: Bearer ….");
  }
}

function readBody(body: unknown): { models: EventModel[]; message?: string } {
  const { events, message } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  if (!Array.isArray(events)) {
    throw new ServerError("bad-request", 400, 'The body is JSON: { "events": [model, …], "message"?: "…" }.');
  }
  if (message !== undefined && typeof message !== "string") {
    throw new ServerError("bad-request", 400, '"message" is a text.');
  }
  return { models: events.map(readEventModel), ...(message === undefined ? {} : { message }) };
}
