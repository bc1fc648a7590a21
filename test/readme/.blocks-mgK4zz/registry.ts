import { fileStore, loadRegistry, publish, withDrafts } from "@tracklake/registry";
import { builtInEvents } from "@tracklake/schema";

const store = fileStore("schemas/history");
const drafts = withDrafts(await loadRegistry(store), builtInEvents).filter((event) => event.status === "draft");
const { path } = await publish(store, builtInEvents, { message: "Access logs" });
