// The contract's server with hono on Node.
import { setTimeout as wait } from "node:timers/promises";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { accessLog, contextMiddleware } from "@tracklake/sdk/hono";
import { type Context, Hono } from "hono";
import { activeTrace } from "../../../src/trace/active-span.js";
import { listen, type ServerUnderTest } from "./server.js";

export const honoServer: ServerUnderTest = {
  name: "hono",
  routes: true,
  start({ tracker, arrivals, contextsOf, identityOf }) {
    const app = new Hono<{ Bindings: HttpBindings }>();
    app.use(accessLog(tracker, { identify: (c: Context) => identityOf(c.req.header("x-user")) }));
    app.use(contextMiddleware(tracker, (c: Context) => contextsOf(c.req.header("x-user"))));
    app.post("/raw", (c) => {
      const { incoming } = c.env;
      return new Promise<Response>((resolve) => {
        let text = "";
        incoming.on("data", (chunk: Buffer) => {
          text += chunk;
        });
        incoming.on("end", () => {
          tracker.track("plan_changed", { plan: text });
          resolve(c.body(null, 201));
        });
      });
    });
    app.post("/plans/:id", async (c) => {
      const { plan } = await c.req.json<{ plan: string }>();
      tracker.track("plan_changed", { plan });
      return c.json({}, 201);
    });
    app.post("/later/:id", async (c) => {
      const { plan } = await c.req.json<{ plan: string }>();
      void wait(2).then(() => tracker.track("plan_changed", { plan }));
      return c.body(null, 202);
    });
    const shop = new Hono();
    shop.get("/items/:item", (c) => c.text(activeTrace()));
    shop.get("/broken", () => {
      throw new Error("broken");
    });
    app.route("/shops/:shop", shop);
    app.get("/slow", () => {
      arrivals.emit("arrived", "slow");
      return new Promise<Response>(() => {});
    });
    app.get("/half", (c) => {
      const { readable, writable } = new TransformStream();
      void writable.getWriter().write(new TextEncoder().encode("half"));
      return c.body(readable);
    });
    app.onError((_error, c) => c.body(null, 500));
    return listen(getRequestListener(app.fetch));
  },
};
