import { catalogue, eventPage, listPage } from "@tracklake/catalogue";
import { fileStore, loadRegistry } from "@tracklake/registry";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const entries = catalogue(await loadRegistry(fileStore("schemas/history")), lake);
const list = listPage(entries, (name) => `events/${name}.html`);
const [first] = entries;
const page = first && eventPage(first, "../index.html");
