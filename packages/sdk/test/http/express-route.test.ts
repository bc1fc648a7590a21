// Patterns of mounted routers from the paths that matched: by a table, by a law, and by express' own routing.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Router } from "express";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mountPattern, type Routed, routeOf, watchRoute } from "../../src/http/express-route.js";

test.each<[string, [string, unknown][], string]>([
  ["/api", [], "/api"],
  ["/shops/7", [["shop", "7"]], "/shops/:shop"],
  ["/shops/shops", [["shop", "shops"]], "/shops/:shop"],
  ["/s/s", [["id", "s"]], "/s/:id"],
  [
    "/a/1/b/1",
    [
      ["a", "1"],
      ["b", "1"],
    ],
    "/a/:a/b/:b",
  ],
  ["/caf%C3%A9/x%2Fy", [["name", "x/y"]], "/café/:name"],
  [
    "/flights/ber-nrt",
    [
      ["from", "ber"],
      ["to", "nrt"],
    ],
    "/flights/:from-:to",
  ],
  ["/files/a/b", [["path", ["a", "b"]]], "/files/*path"],
  ["/shops", [["shop", undefined]], "/shops"],
  ["/shops/7", [["other", "9"]], "/shops/7"],
  ["/100%", [], "/100%"],
])("%s with %j is %s", (path, params, want) => {
  expect(mountPattern(path, params)).toBe(want);
});

test("a fixed part and a parameter give their pattern, whatever the value", () => {
  const segment = fc.string({ minLength: 1 }).filter((text) => text.isWellFormed());
  fc.assert(
    fc.property(segment, segment, (fixed, value) => {
      const path = `/${encodeURIComponent(fixed)}/${encodeURIComponent(value)}`;
      expect(mountPattern(path, [["id", value]])).toBe(`/${fixed}/:id`);
    }),
  );
});

function routers(build: (inner: Router, outer: Router) => void, answered: (pattern: string | undefined) => void) {
  const app = express();
  app.use((request, response, next) => {
    watchRoute(request as Routed);
    response.on("finish", () => answered(routeOf(request as Routed)));
    next();
  });
  const [inner, outer] = [express.Router({ mergeParams: true }), express.Router()];
  build(inner, outer);
  return app.use(outer);
}

test.each<[string, string, string | undefined, (inner: Router, outer: Router) => void]>([
  [
    "two mounts",
    "/a/x/b/y/c/z",
    "/a/:a/b/:b/c/:c",
    (inner, outer) => {
      const middle = express.Router({ mergeParams: true });
      inner.get("/c/:c", (_request, response) => void response.end());
      middle.use("/b/:b", inner);
      outer.use("/a/:a", middle);
    },
  ],
  [
    "a parent's value within a fixed part",
    "/i/i/items/1",
    "/i/:id/items/:item",
    (inner, outer) => {
      const leaf = express.Router();
      leaf.get("/:item", (_request, response) => void response.end());
      inner.use("/items", leaf);
      outer.use("/i/:id", inner);
    },
  ],
  [
    "a sibling that matched first",
    "/x/1",
    "/x/:second",
    (inner, outer) => {
      outer.use("/x/:first", (_request, _response, next) => next());
      outer.use("/:other", express.Router());
      inner.get("/:second", (_request, response) => void response.end());
      outer.use("/x", inner);
    },
  ],
  [
    "an error that leaves the router",
    "/shops/1/bad/2",
    "/shops/:shop/bad/:id",
    (inner, outer) => {
      inner.get("/bad/:id", () => {
        throw new Error("bad");
      });
      outer.use("/shops/:shop", inner);
      outer.use(((_error, _request, response, _next) => void response.end()) as express.ErrorRequestHandler);
    },
  ],
  [
    "a parameter looked up slowly",
    "/shops/1/ok",
    "/shops/:shop/ok",
    (inner, outer) => {
      outer.param("shop", (_request, _response, next) => setImmediate(next));
      inner.get("/ok", (_request, response) => void response.end());
      outer.use("/shops/:shop", inner);
    },
  ],
  [
    "the root of a mount",
    "/shops/1",
    "/shops/:shop",
    (inner, outer) => {
      inner.get("/", (_request, response) => void response.end());
      outer.use("/shops/:shop", inner);
    },
  ],
  [
    "a sub-application",
    "/shops/1/ok",
    "/shops/:shop/ok",
    (_inner, outer) => {
      outer.use(
        "/shops/:shop",
        express().get("/ok", (_request, response) => void response.end()),
      );
    },
  ],
  [
    "a middleware that answers",
    "/shops/1",
    undefined,
    (_inner, outer) => {
      outer.use("/shops/:shop", (_request, response) => void response.end());
    },
  ],
])("%s", async (_name, path, want, build) => {
  let answered: (pattern: string | undefined) => void = () => {};
  const pattern = new Promise<string | undefined>((resolve) => {
    answered = resolve;
  });
  const server = createServer(routers(build, answered)).listen(0, "127.0.0.1");
  await once(server, "listening");
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  expect(await pattern).toBe(want);
  server.closeAllConnections();
  server.close();
});
