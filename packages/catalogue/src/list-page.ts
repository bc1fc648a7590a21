// The catalogue's first page: every event, what it means, whose it is.
import type { CatalogueEntry } from "./entry.js";
import { type Html, html } from "./html.js";
import { page } from "./page.js";

/** Where the page of an event is, relative to the list. */
export type EventLink = (name: string) => string;

/**
 * The list of events as an HTML document.
 *
 * @param link - Where each event's page is.
 */
export function listPage(entries: readonly CatalogueEntry[], link: EventLink = (name) => `events/${name}`): string {
  const main = html`<h1>Events</h1>
<p class="soft">${entries.length} ${entries.length === 1 ? "event" : "events"}. Each is a view of the same name.</p>
${entries.length === 0 ? html`<p>Nothing is published yet. Run <code>npx tracklake publish</code>.</p>` : table(entries, link)}`;
  return page("Event catalogue", main);
}

function table(entries: readonly CatalogueEntry[], link: EventLink): Html {
  return html`<div class="table"><table>
<thead><tr><th>Event</th><th>What happened</th><th>Owner</th><th>Version</th></tr></thead>
<tbody>
${entries.map((entry) => row(entry, link))}</tbody>
</table></div>`;
}

function row(entry: CatalogueEntry, link: EventLink): Html {
  const deprecated = entry.deprecated === undefined ? "" : html` <span class="tag warn">deprecated</span>`;
  const retired = entry.retired ? html` <span class="tag warn">retired</span>` : "";
  return html`<tr><td><a href="${link(entry.name)}"><code>${entry.name}</code></a>${deprecated}${retired}</td><td>${entry.description}</td><td>${entry.owner}</td><td>${entry.major}.${entry.revision}</td></tr>
`;
}
