// The contract's server with nothing but node:http.
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { accessLog, contextMiddleware } from "@tracklake/sdk/node";
import { activeTrace } from "../../../src/trace/active-span.js";
import { type Given, listen, type ServerUnderTest } from "./server.js";

export const nodeServer: ServerUnderTest = {
  name: "node:http",
  routes: false,
  start(given) {
    const { tracker, contextsOf, identityOf } = given;
    const log = accessLog(tracker, { identify: ({ headers }) => identityOf(headers["x-user"]) });
    const contexts = contextMiddleware(tracker, ({ headers }) => contextsOf(headers["x-user"]));
    return listen((request, response) =>
      log(request, response, () => contexts(request, response, () => handle(given, request, response))),
    );
  },
};

function handle({ tracker, arrivals }: Given, request: IncomingMessage, response: ServerResponse): void {
  const answer = (status: number, text = "") => {
    response.statusCode = status;
    response.end(text);
  };
  const path = request.url ?? "/";
  if (request.method === "POST") {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk;
    });
    request.on("end", async () => {
      if (path.startsWith("/later/")) {
        answer(202);
        await wait(2);
      }
      tracker.track("plan_changed", { plan: path === "/raw" ? text : JSON.parse(text).plan });
      if (!response.writableEnded) answer(201);
    });
  } else if (request.method === "OPTIONS") answer(404);
  else if (path.startsWith("/slow")) arrivals.emit("arrived", "slow");
  else if (path.startsWith("/half")) response.write("half");
  else if (path.includes("/broken")) answer(500);
  else answer(path.includes("/items/") ? 200 : 404, activeTrace());
}
