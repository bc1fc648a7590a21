// The catalogue: a registry's events as data, and the pages that show them, served or written as files.
export { callSnippet } from "./call-snippet.js";
export {
  type CatalogueEntry,
  type CatalogueField,
  type CatalogueLake,
  type CatalogueVersion,
  catalogue,
  catalogueEntry,
} from "./entry.js";
export { eventPage } from "./event-page.js";
export { type EventLink, listPage } from "./list-page.js";
export { querySnippet } from "./query-snippet.js";
