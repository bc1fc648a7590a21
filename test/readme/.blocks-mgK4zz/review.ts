import { fileStore, loadRegistry, withDrafts } from "@tracklake/registry";
import { renderReviewMarkdown, reviewChanges } from "@tracklake/review";
import { builtInEvents } from "@tracklake/schema";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const registry = await loadRegistry(fileStore("schemas/history"));
const comment = renderReviewMarkdown(reviewChanges(registry, withDrafts(registry, builtInEvents), lake));
