// The page of one event: what it means, the call and the query to paste, its fields, versions and table.
import type { CatalogueEntry, CatalogueField, CatalogueVersion } from "./entry.js";
import { type Html, html } from "./html.js";
import { page } from "./page.js";

/**
 * One event as an HTML document.
 *
 * @param home - Where the list is, relative to this page.
 */
export function eventPage(entry: CatalogueEntry, home = "../"): string {
  const main = html`<h1>${entry.name}</h1>
<p>${entry.description}</p>
<p class="soft">Version ${entry.major}.${entry.revision} · owner ${entry.owner}</p>
${entry.deprecated === undefined ? "" : html`<p class="warn">Deprecated: ${entry.deprecated}</p>`}
${entry.retired ? html`<p class="warn">Retired: it is defined no more. Its table and its view stay.</p>` : ""}
${entry.answers.length === 0 ? "" : html`<h2>It answers</h2><ul>${entry.answers.map((answer) => html`<li>${answer}</li>`)}</ul>`}
${entry.retired ? "" : tracking(entry)}
<h2>Query it</h2>
<pre><code>${entry.query}</code></pre>
<h2>Fields</h2>
${entry.fields.length === 0 ? html`<p class="soft">It has none but the envelope's.</p>` : fields(entry.fields)}
<h2>Versions</h2>
${versions(entry.versions)}
<h2>Table</h2>
<pre><code>${entry.ddl}</code></pre>`;
  return page(`${entry.name} · event catalogue`, main, home);
}

function tracking({ call }: CatalogueEntry): Html {
  const how =
    call === undefined ? html`<p>Every tracker tracks it by itself.</p>` : html`<pre><code>${call}</code></pre>`;
  return html`<h2>Track it</h2>
${how}`;
}

function fields(list: readonly CatalogueField[]): Html {
  return html`<div class="table"><table>
<thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead>
<tbody>
${list.map(field)}</tbody>
</table></div>`;
}

function field(entry: CatalogueField): Html {
  const tags = [
    entry.required ? "required" : undefined,
    entry.context === undefined ? undefined : `context ${entry.context}`,
    entry.unit,
    entry.pii === undefined ? undefined : `personal: ${entry.pii}`,
    entry.personal === false ? "not personal" : undefined,
  ].filter((tag) => tag !== undefined);
  const values = entry.values ? html` <span class="soft">one of ${entry.values.join(", ")}</span>` : "";
  const deprecated =
    entry.deprecated === undefined ? "" : html` <span class="warn">Deprecated: ${entry.deprecated}</span>`;
  return html`<tr><td><code>${entry.path}</code></td><td><code>${entry.type}</code></td><td>${entry.description}${values}${deprecated} ${tags.map((tag) => html`<span class="tag">${tag}</span> `)}</td></tr>
`;
}

function versions(list: readonly CatalogueVersion[]): Html {
  return html`<div class="table"><table>
<thead><tr><th>Version</th><th>Published</th><th>Fingerprint</th></tr></thead>
<tbody>
${list.map(
  ({ major, revision, publishedAt, fingerprint }) =>
    html`<tr><td>${major}.${revision}</td><td>${publishedAt.slice(0, 10)}</td><td><code>${fingerprint.slice(0, 12)}</code></td></tr>
`,
)}</tbody>
</table></div>`;
}
