// Definitions against history: what is published already, and what is a draft with the next revision.
// Local use needs no publish; a draft is only not yet promised to anyone. An event that comes back is a draft too.
import { inPublishedOrder } from "@tracklake/compat";
import { type EventModel, fingerprint } from "@tracklake/schema";
import type { RegisteredEvent, Retirement } from "./published.js";
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
    const latest = published.at(-1);
    const retired = registry.retirement(given.name, given.major) !== undefined;
    // Nearly every definition is what was published last, whose order is that of all before it.
    if (latest && !retired && fingerprint(inPublishedOrder(given, [latest.model])) === latest.fingerprint) {
      return { ...latest, status: "published" };
    }
    const model = inPublishedOrder(
      given,
      published.map((revision) => revision.model),
    );
    const identity = fingerprint(model);
    if (latest?.fingerprint === identity && !retired) return { ...latest, status: "published" };
    return {
      model,
      revision: (latest?.revision ?? 0) + 1,
      fingerprint: identity,
      predecessor: latest?.fingerprint ?? null,
      status: "draft",
    };
  });
}

/** Events of the history that these models leave out: what a publish of all definitions retires. */
export function absentEvents(registry: Registry, models: readonly Pick<EventModel, "name" | "major">[]): Retirement[] {
  return registry
    .current()
    .filter(({ model }) => !models.some(({ name, major }) => name === model.name && major === model.major))
    .map(({ model: { name, major }, revision, fingerprint }) => ({ name, major, revision, fingerprint }));
}

/** Every published revision, and the drafts: what tables and views are built from. */
export function allRevisions(registry: Registry, events: readonly RegisteredEvent[]): RegisteredEvent[] {
  const published = registry.all().map((revision): RegisteredEvent => ({ ...revision, status: "published" }));
  return [...published, ...events.filter((event) => event.status === "draft")];
}
