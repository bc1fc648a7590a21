// What the registry answers to readers: events, versions, JSON Schemas, DDL, as JSON or text.
// History is read anew for each request, since files in git change under a running server.
import { catalogue, catalogueEntry } from "@tracklake/catalogue";
import { type EventRevision, loadRegistry, type Registry, type RegistryStore } from "@tracklake/registry";
import { eventJsonSchema } from "@tracklake/schema";
import { athenaDdl, tableModels } from "@tracklake/tables";
import { type Request, Router } from "express";
import { ServerError } from "./errors.js";
import type { RegistryLake } from "./lake.js";

/** The routes under `/api`. */
export function readRoutes(store: RegistryStore, lake: RegistryLake): Router {
  const router = Router();

  router.get("/events", async (_request, response) => {
    const entries = catalogue(await loadRegistry(store), lake);
    response.json({
      events: entries.map(({ name, major, revision, description, owner }) => ({
        name,
        major,
        revision,
        description,
        owner,
      })),
    });
  });

  router.get("/events/:name", async (request, response) => {
    const registry = await loadRegistry(store);
    response.json(catalogueEntry(registry, nameOf(request, registry), lake));
  });

  router.get("/events/:name/versions", async (request, response) => {
    const registry = await loadRegistry(store);
    const revisions = registry.revisions(nameOf(request, registry));
    response.json({
      versions: revisions.map(({ model, revision, fingerprint, predecessor }) => ({
        major: model.major,
        revision,
        fingerprint,
        predecessor,
      })),
    });
  });

  router.get("/events/:name/versions/:version", async (request, response) => {
    response.json(versionOf(request, await loadRegistry(store)));
  });

  router.get("/events/:name/versions/:version/schema", async (request, response) => {
    const { model } = versionOf(request, await loadRegistry(store));
    response.type("application/schema+json").send(JSON.stringify(eventJsonSchema(model), null, 2));
  });

  router.get("/events/:name/ddl", async (request, response) => {
    const registry = await loadRegistry(store);
    const name = nameOf(request, registry);
    const tables = tableModels(registry.revisions(name), lake);
    response.type("text/plain").send(`${tables.map((table) => athenaDdl(table)).join("\n\n")}\n`);
  });

  return router;
}

/** The name in the path, once it is an event's. */
export function nameOf(request: Request, registry: Registry): string {
  const name = String(request.params.name);
  if (!registry.latest(name)) {
    throw new ServerError("not-found", 404, `There is no event "${name}"; GET /api/events lists them.`);
  }
  return name;
}

/** The revision of `latest` or `<major>.<revision>` in the path. */
function versionOf(request: Request, registry: Registry): EventRevision {
  const name = nameOf(request, registry);
  const version = String(request.params.version);
  const [, major, revision] = /^(\d{1,9})\.(\d{1,9})$/.exec(version) ?? [];
  const found =
    version === "latest"
      ? registry.latest(name)
      : registry.revisions(name, Number(major)).find((candidate) => candidate.revision === Number(revision));
  if (found) return found;
  throw new ServerError(
    "not-found",
    404,
    `"${name}" has no version "${version}"; use latest, or <major>.<revision> such as 1.1.`,
  );
}
