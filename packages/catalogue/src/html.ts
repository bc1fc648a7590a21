// HTML by template, escaped by default: text goes through `html`, and only what came from it is trusted.
// No script, no remote asset: a page is one file that a browser opens from anywhere.

/** HTML that is safe to insert. */
export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

type Part = string | number | Html | readonly Html[];

/**
 * Escapes every inserted text that is not HTML already.
 *
 * @example
 * html`<b>${"<script>"}</b>`.text; // "<b>&lt;script&gt;</b>"
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + rendered(parts[index - 1]) + string));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function rendered(part: Part | undefined): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map((item) => item.text).join("");
  return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
