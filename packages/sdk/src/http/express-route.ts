// The pattern of express' route. Express keeps the pattern of a route but of a mounted router only the path that
// matched (`baseUrl`), and forgets both when an error leaves the router: so they are noted while it sets them.

/** As much of express' request as is read. */
export interface Routed {
  baseUrl?: string;
  route?: { readonly path?: unknown };
  params?: unknown;
}

/** Where a router is mounted. */
interface Mount {
  readonly pattern: string;
  /** Its own parameters and those of the mounts around it, which a router may merge into its own. */
  readonly params: Readonly<Record<string, unknown>>;
}

const patterns = new WeakMap<Routed, { pattern: string | undefined }>();

/** The pattern of the route that a watched request matched last, such as `/shops/:shop/items/:item`. */
export function routeOf(request: Routed): string | undefined {
  return patterns.get(request)?.pattern;
}

/** Watches a request's routing from here on. */
export function watchRoute(request: Routed): void {
  if (patterns.has(request)) return;
  const matched: { pattern: string | undefined } = { pattern: undefined };
  patterns.set(request, matched);
  let { baseUrl, route } = request;
  const mounts = new Map<string, Mount>([[baseUrl ?? "", { pattern: baseUrl ?? "", params: {} }]]);
  const mount = () => mounts.get(baseUrl ?? "") ?? { pattern: "", params: {} };
  Object.defineProperty(request, "baseUrl", {
    configurable: true,
    enumerable: true,
    get: () => baseUrl,
    set(next: string | undefined) {
      const outer = baseUrl ?? "";
      // Entered: the router has just set the parameters of the mount. Otherwise it goes back to where it was.
      if (next !== undefined && next.length > outer.length && next.startsWith(outer)) {
        mounts.set(next, mountWithin(mount(), next.slice(outer.length), request.params));
      }
      baseUrl = next;
    },
  });
  Object.defineProperty(request, "route", {
    configurable: true,
    enumerable: true,
    get: () => route,
    set(next: Routed["route"]) {
      route = next;
      const path = next?.path;
      matched.pattern = path === undefined ? undefined : routePattern(mount().pattern, String(path));
    },
  });
}

/** The root of a mounted router is the mount itself, as fastify and hono say it. */
function routePattern(mount: string, path: string): string {
  return path === "/" && mount !== "" ? mount : mount + path || "/";
}

function mountWithin(outer: Mount, path: string, given: unknown): Mount {
  const params = { ...(given as Mount["params"] | undefined) };
  const own = Object.entries(params).filter(([name, value]) => outer.params[name] !== value);
  return { pattern: outer.pattern + mountPattern(path, own), params: { ...outer.params, ...params } };
}

/**
 * A mounted path with its parameters' values replaced by their names, such as `/shops/7` by `/shops/:shop`.
 *
 * From the right, since the fixed part usually comes first, and so `/shops/shops` is read rightly; a whole segment
 * before a part of one, which `/:from-:to` needs.
 *
 * @param params - In the order of the pattern, as express gives them.
 */
export function mountPattern(path: string, params: readonly (readonly [string, unknown])[]): string {
  let pattern = `${decoded(path)}/`;
  let end = pattern.length;
  for (const [name, value] of [...params].reverse()) {
    if (value === undefined) continue;
    const [text, sign] = Array.isArray(value) ? [value.join("/"), "*"] : [String(value), ":"];
    const before = pattern.slice(0, end);
    const segment = before.lastIndexOf(`/${text}/`);
    const at = segment < 0 ? before.lastIndexOf(text) : segment + 1;
    if (at < 0 || text === "") continue;
    pattern = `${pattern.slice(0, at)}${sign}${name}${pattern.slice(at + text.length)}`;
    end = at;
  }
  return pattern.slice(0, -1);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Express answers such a path with 400 when it has parameters; without any it is the fixed text of a mount.
    return path;
  }
}
