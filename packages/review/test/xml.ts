// Reads the XML that tests look at: elements, attributes and text, strict about everything else.

/** An element. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** Reads a document; throws at what is not well-formed. */
export function parseXml(source: string): XmlElement {
  const declared = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(source);
  if (!declared) throw new Error("no declaration");
  const state = { at: declared[0].length, source };
  const root = element(state);
  if (source.slice(state.at).trim() !== "") throw new Error(`more after the root: ${source.slice(state.at)}`);
  return root;
}

function element(state: { at: number; readonly source: string }): XmlElement {
  const open = /\s*<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/y;
  open.lastIndex = state.at;
  const [all, name = "", attributes = "", empty] = open.exec(state.source) ?? [];
  if (all === undefined) throw new Error(`no element at ${state.at}: ${state.source.slice(state.at, state.at + 40)}`);
  state.at += all.length;
  const read = Object.fromEntries(
    [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, unescaped(value)]),
  );
  const children: XmlElement[] = [];
  let text = "";
  if (empty === "/") return { name, attributes: read, children, text };
  for (;;) {
    const end = state.source.indexOf("<", state.at);
    if (end < 0) throw new Error(`${name} is not closed`);
    text += unescaped(state.source.slice(state.at, end));
    state.at = end;
    if (state.source.startsWith(`</${name}>`, end)) {
      state.at += name.length + 3;
      return { name, attributes: read, children, text };
    }
    children.push(element(state));
  }
}

function unescaped(text: string): string {
  if (/&(?!#\d+;)/.test(text)) throw new Error(`an ampersand in ${text}`);
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
