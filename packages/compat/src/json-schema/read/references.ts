// Where the references of a document lead: identifiers, anchors and pointers, inside the document alone.
// Nothing is ever fetched: a reference that leads out of the document is said to.
import { type Dialect, isSince } from "../dialect.js";
import { eachSubschema } from "../subschemas.js";
import { pointer, resolvePointer, stepsOf } from "./pointer.js";

/** The base of a document without an identifier: no real address. */
const NO_BASE = "schema:/document";

/** A part of the document. */
export interface Place {
  readonly schema: unknown;
  /** The URI that references in it are resolved against. */
  readonly base: string;
  /** A name that no other part of the document has: its pointer from the root. */
  readonly at: string;
}

/** The references of one document. */
export class References {
  readonly root: Place;
  readonly #resources = new Map<string, Place>();
  readonly #anchors = new Map<string, Place>();
  readonly #dynamic = new Map<string, Place[]>();
  readonly #bases = new Map<string, string>();
  readonly #dialect: Dialect;

  constructor(document: unknown, dialect: Dialect) {
    this.#dialect = dialect;
    this.root = { schema: document, base: this.#index(document, NO_BASE, []), at: "" };
    this.#resources.set(withoutFragment(NO_BASE), this.root);
  }

  /** Where a reference leads, or nothing when that is not in the document. */
  resolve(reference: string, base: string): Place | undefined {
    const uri = absolute(reference, base);
    if (uri === undefined) return undefined;
    const [resource = "", fragment = ""] = split(uri);
    const anchor = this.#anchors.get(`${resource}#${fragment}`);
    if (anchor) return anchor;
    const place = this.#resources.get(resource);
    if (!place) return undefined;
    if (fragment === "") return place;
    if (!fragment.startsWith("/")) return undefined;
    const steps = stepsOf(decode(fragment));
    const found = resolvePointer(place.schema, steps);
    if (!found) return undefined;
    const at = place.at + pointer(steps);
    return { schema: found.value, base: this.#bases.get(at) ?? this.#index(found.value, place.base, stepsOf(at)), at };
  }

  /** The URI that references in a part are resolved against. */
  baseAt(at: string): string | undefined {
    return this.#bases.get(at);
  }

  /** Whether the document is a single resource, without parts that have identifiers of their own. */
  get isOne(): boolean {
    return new Set([...this.#resources.values()].map(({ at }) => at)).size === 1;
  }

  /** Where a `$dynamicRef` leads when there is only one place that it can lead to. */
  resolveDynamic(reference: string, base: string): Place | undefined {
    const name = reference.slice(reference.indexOf("#") + 1);
    const places = this.#dynamic.get(name) ?? [];
    return places.length > 1 ? undefined : (places[0] ?? this.resolve(reference, base));
  }

  #index(schema: unknown, outer: string, steps: readonly string[]): string {
    let base = outer;
    const at = pointer(steps);
    if (typeof schema === "object" && schema !== null) {
      const { $ref, $anchor, $dynamicAnchor } = schema as Record<string, unknown>;
      const id = (schema as Record<string, unknown>)[this.#dialect === "draft-04" ? "id" : "$id"];
      // Up to draft-07 nothing beside a $ref counts.
      const counts = typeof $ref !== "string" || isSince(this.#dialect, "2019-09");
      if (typeof id === "string" && counts) {
        if (id.startsWith("#")) this.#anchors.set(`${withoutFragment(base)}${id}`, { schema, base, at });
        else {
          base = absolute(id, outer) ?? outer;
          this.#resources.set(withoutFragment(base), { schema, base, at });
        }
      }
      for (const anchor of [$anchor, $dynamicAnchor]) {
        if (typeof anchor === "string") {
          this.#anchors.set(`${withoutFragment(base)}#${anchor}`, { schema, base, at });
        }
      }
      if (typeof $dynamicAnchor === "string") {
        this.#dynamic.set($dynamicAnchor, [...(this.#dynamic.get($dynamicAnchor) ?? []), { schema, base, at }]);
      }
    }
    this.#bases.set(at, base);
    eachSubschema(schema, (part) => {
      this.#index(part.schema, base, [...steps, ...part.path]);
    });
    return base;
  }
}

function absolute(reference: string, base: string): string | undefined {
  if (reference.startsWith("#")) return withoutFragment(base) + reference;
  try {
    return new URL(reference, base).href;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function split(uri: string): [string, string] {
  const at = uri.indexOf("#");
  return at < 0 ? [uri, ""] : [uri.slice(0, at), uri.slice(at + 1)];
}

function withoutFragment(uri: string): string {
  return split(uri)[0];
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch (error) {
    if (error instanceof URIError) return fragment;
    throw error;
  }
}
