// Definitions against history: what is published already, and what is a draft with the next revision.
// Local use needs no publish; a draft is only not yet promised to anyone.
import { type EventModel, fingerprint } from "@tracklake/schema";
import { inPublishedOrder } from "./field-order.js";
import type { RegisteredEvent } from "./published.js";
import type { Registry } from "./registry.js";

/**
 * Each model as its published revision, or as a draft of the next one.
 *
 * @param models - One for each name and major, as definitions gave them.
 * @returns In the order of the models.
 * @example
 * withDrafts(registry, models).filter((event) => event.status === "draft");
 */
export function withDrafts(registry: Registry, models: readonly EventModel[]): RegisteredEvent[] {
  return models.map((given) => {
    const published = registry.revisions(given.name, given.major);
    const model = inPublishedOrder(
      given,
      published.map((revision) => revision.model),
    );
    const latest = published.at(-1);
    const identity = fingerprint(model);
    if (latest?.fingerprint === identity) return { ...latest, status: "published" };
    return {
      model,
      revision: (latest?.revision ?? 0) + 1,
      fingerprint: identity,
      predecessor: latest?.fingerprint ?? null,
      status: "draft",
    };
  });
}

/** Every published revision, and the drafts: what tables and views are built from. */
export function allRevisions(registry: Registry, events: readonly RegisteredEvent[]): RegisteredEvent[] {
  const published = registry.all().map((revision): RegisteredEvent => ({ ...revision, status: "published" }));
  return [...published, ...events.filter((event) => event.status === "draft")];
}
