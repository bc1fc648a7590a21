// The catalogue in the browser: the list and a page for each event.
import { catalogue, catalogueEntry, eventPage, listPage } from "@tracklake/catalogue";
import { loadRegistry, type RegistryStore } from "@tracklake/registry";
import { Router } from "express";
import type { RegistryLake } from "./lake.js";
import { nameOf } from "./read-routes.js";

/** The routes of the pages, at the root. */
export function pageRoutes(store: RegistryStore, lake: RegistryLake): Router {
  const router = Router();

  router.get("/", async (_request, response) => {
    response.type("html").send(listPage(catalogue(await loadRegistry(store), lake)));
  });

  router.get("/events/:name", async (request, response) => {
    const registry = await loadRegistry(store);
    const entry = catalogueEntry(registry, nameOf(request, registry), lake);
    if (entry) response.type("html").send(eventPage(entry));
  });

  return router;
}
