// The contract's server with fastify.
import { setTimeout as wait } from "node:timers/promises";
import { accessLog, contextMiddleware } from "@tracklake/sdk/fastify";
import { type FastifyRequest, fastify } from "fastify";
import { activeTrace } from "../../../src/trace/active-span.js";
import type { ServerUnderTest } from "./server.js";

export const fastifyServer: ServerUnderTest = {
  name: "fastify",
  routes: true,
  async start({ tracker, arrivals, contextsOf, identityOf }) {
    const app = fastify({ forceCloseConnections: true });
    app.register(accessLog(tracker, { identify: (request) => identityOf(request.headers["x-user"]) }));
    app.register(contextMiddleware(tracker, (request: FastifyRequest) => contextsOf(request.headers["x-user"])));
    app.addContentTypeParser("text/plain", (_request, payload, done) => {
      let text = "";
      payload.on("data", (chunk: Buffer) => {
        text += chunk;
      });
      payload.on("end", () => {
        tracker.track("plan_changed", { plan: text });
        done(null, text);
      });
    });
    app.post("/raw", (_request, reply) => void reply.status(201).send());
    app.post<{ Body: { plan: string } }>("/plans/:id", async (request, reply) => {
      tracker.track("plan_changed", { plan: request.body.plan });
      return reply.status(201).send({});
    });
    app.post<{ Body: { plan: string } }>("/later/:id", async (request, reply) => {
      reply.status(202).send();
      await wait(2);
      tracker.track("plan_changed", { plan: request.body.plan });
    });
    app.register(
      async (shop) => {
        shop.get("/items/:item", () => activeTrace());
        shop.get("/broken", () => {
          throw new Error("broken");
        });
      },
      { prefix: "/shops/:shop" },
    );
    app.get("/slow", () => {
      arrivals.emit("arrived", "slow");
      return new Promise(() => {});
    });
    app.get("/half", (_request, reply) => {
      reply.hijack();
      reply.raw.write("half");
    });
    app.setErrorHandler((_error, _request, reply) => void reply.status(500).send());
    const { port } = new URL(await app.listen({ port: 0, host: "127.0.0.1" }));
    return { port: Number(port), close: () => app.close() };
  },
};
