// The contract's server with express.
import { setTimeout as wait } from "node:timers/promises";
import { accessLog, contextMiddleware } from "@tracklake/sdk/express";
import express, { type ErrorRequestHandler, type Request } from "express";
import { activeTrace } from "../../../src/trace/active-span.js";
import { listen, type ServerUnderTest } from "./server.js";

export const expressServer: ServerUnderTest = {
  name: "express",
  routes: true,
  start({ tracker, arrivals, contextsOf, identityOf }) {
    const app = express();
    app.use(accessLog(tracker, { identify: (request: Request) => identityOf(request.get("x-user")) }));
    app.use(contextMiddleware(tracker, (request: Request) => contextsOf(request.get("x-user"))));
    app.post("/raw", (request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => {
        text += chunk;
      });
      request.on("end", () => {
        tracker.track("plan_changed", { plan: text });
        response.status(201).end();
      });
    });
    app.post("/plans/:id", express.json(), (request, response) => {
      tracker.track("plan_changed", { plan: request.body.plan });
      response.status(201).json({});
    });
    app.post("/later/:id", express.json(), async (request, response) => {
      response.status(202).end();
      await wait(2);
      tracker.track("plan_changed", { plan: request.body.plan });
    });
    const shop = express.Router();
    shop.get("/items/:item", (_request, response) => void response.send(activeTrace()));
    shop.get("/broken", () => {
      throw new Error("broken");
    });
    app.use("/shops/:shop", shop);
    app.get("/slow", () => void arrivals.emit("arrived", "slow"));
    app.get("/half", (_request, response) => void response.write("half"));
    app.use(((_error, _request, response, _next) => void response.sendStatus(500)) as ErrorRequestHandler);
    return listen(app);
  },
};
