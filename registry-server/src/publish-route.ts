// POST /api/publish: the next revisions of events, from a deploy that holds the token.
// Publishes run one after another through the same gate as the command's, since each reads history and adds to it; where
// another process adds to it meanwhile, the gate is asked again.
import { createHash, timingSafeEqual } from "node:crypto";
import { type Acknowledgement, type CompatPolicy, readAcknowledgements } from "@tracklake/compat";
import {
  type EventKey,
  isRegistryError,
  loadRegistry,
  type PublishResult,
  publish,
  type RegistryStore,
} from "@tracklake/registry";
import { publishFindings } from "@tracklake/review";
import { type EventModel, readEventModel } from "@tracklake/schema";
import type { RequestHandler } from "express";
import { ServerError } from "./errors.js";
import type { RegistryLake } from "./lake.js";

/**
 * The handler of a publish.
 *
 * @param lake - The lake whose tables the history has to become.
 * @param token - The shared secret; without one every publish is refused.
 * @param policy - How breaks of compatibility are answered.
 */
export function publishRoute(
  store: RegistryStore,
  lake: RegistryLake,
  token: string | undefined,
  policy: CompatPolicy,
): RequestHandler {
  let last: Promise<unknown> = Promise.resolve();
  return async (request, response) => {
    authorise(token, request.get("authorization"));
    const body = readBody(request.body);
    const turn = last.then(() => followed(store, lake, policy, body));
    last = turn.catch(() => undefined);
    const { entry, published, retired, unchanged } = await turn;
    response.status(entry ? 201 : 200).json({
      id: entry?.id ?? null,
      published: published.map(({ model, revision, fingerprint }) => ({
        name: model.name,
        major: model.major,
        revision,
        fingerprint,
      })),
      retired: retired.map(({ name, major, revision }) => ({ name, major, revision })),
      unchanged,
    });
  };
}

interface PublishBody {
  readonly models: readonly EventModel[];
  readonly retire: readonly EventKey[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly message?: string;
}

/** Times that others may come first, each of whom has published something, before the client has to try again. */
const ATTEMPTS = 20;

async function followed(
  store: RegistryStore,
  lake: RegistryLake,
  policy: CompatPolicy,
  body: PublishBody,
): Promise<PublishResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await gated(store, lake, policy, body);
    } catch (error) {
      if (attempt === ATTEMPTS || !isRegistryError(error) || error.code !== "history-moved") throw error;
    }
  }
}

async function gated(
  store: RegistryStore,
  lake: RegistryLake,
  policy: CompatPolicy,
  { models, acknowledgements, ...options }: PublishBody,
): Promise<PublishResult> {
  const subjects = models.map((model) => ({ model }));
  const compatibility = { policy, acknowledgements };
  const request = { subjects, retire: options.retire, compatibility };
  const registry = await loadRegistry(store);
  const findings = publishFindings(registry, request, lake);
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    throw new ServerError("lint-failed", 422, `Nothing was published: ${errors.length} findings.`, errors);
  }
  return publish(store, models, { ...options, registry });
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

function readBody(body: unknown): PublishBody {
  const { events, message, retire = [], acknowledgements = [] } = membersOf(body);
  if (!Array.isArray(events)) {
    throw new ServerError(
      "bad-request",
      400,
      'The body is JSON: { "events": [model, …], "retire"?: [{ "name", "major" }, …], "acknowledgements"?: […], "message"?: "…" }.',
    );
  }
  if (message !== undefined && typeof message !== "string") {
    throw new ServerError("bad-request", 400, '"message" is a text.');
  }
  if (!Array.isArray(retire)) throw notRetirable();
  return {
    models: events.map(readEventModel),
    retire: retire.map(readKey),
    acknowledgements: readAcknowledgements(JSON.stringify({ acknowledgements })),
    ...(message === undefined ? {} : { message }),
  };
}

function readKey(value: unknown): EventKey {
  const { name, major } = membersOf(value);
  if (typeof name !== "string" || typeof major !== "number") throw notRetirable();
  return { name, major };
}

function notRetirable(): ServerError {
  return new ServerError("bad-request", 400, '"retire" is a list of { "name": "…", "major": 1 }.');
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
