// The pattern of hono's route. Hono matches middleware and handlers alike: which of them is the route is told as its
// own `showRoutes` does, by the method and the number of parameters (src/utils/handler.ts).

/** As much of a matched route as is read. */
interface Matched {
  readonly path: string;
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: only its number of parameters is read.
  readonly handler: (...given: any[]) => unknown;
}

/** As much of hono's request as is read. */
export interface Routed {
  readonly matchedRoutes?: readonly Matched[];
  /** The place in `matchedRoutes` of what answered. */
  readonly routeIndex?: number;
}

/** The pattern of the route that answered, or that would have if no middleware had; `undefined` when there was none. */
export function routeOf({ matchedRoutes = [], routeIndex = 0 }: Routed): string | undefined {
  return matchedRoutes.slice(routeIndex).find((route) => !isMiddleware(route))?.path;
}

function isMiddleware({ method, handler }: Matched): boolean {
  if (method !== "ALL") return false;
  // What a sub-application with an error handler of its own wraps is kept beside (src/utils/constants.ts).
  const { __COMPOSED_HANDLER: inner } = handler as { __COMPOSED_HANDLER?: Matched["handler"] };
  return (inner ?? handler).length > 1;
}
