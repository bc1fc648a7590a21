// The HTTP registry as an express application: reading is open, publishing needs the token.
// Nothing here listens; main.ts does, and tests do.
import type { CompatPolicy } from "@tracklake/compat";
import { loadRegistry, type RegistryStore } from "@tracklake/registry";
import { lakeProblem } from "@tracklake/tables";
import express, { type ErrorRequestHandler, type Express } from "express";
import { rateLimit } from "express-rate-limit";
import helmet from "helmet";
import { answerTo, ServerError } from "./errors.js";
import type { RegistryLake } from "./lake.js";
import { pageRoutes } from "./page-routes.js";
import { publishRoute } from "./publish-route.js";
import { readRoutes } from "./read-routes.js";

/** What the server is made of. */
export interface RegistryServerOptions {
  readonly store: RegistryStore;
  readonly lake: RegistryLake;
  /** Secret of those who may publish; without one nobody may. */
  readonly publishToken?: string | undefined;
  /** How breaks of compatibility are answered. @default storage breaks are refused, reader breaks have to be acknowledged */
  readonly policy?: CompatPolicy;
  /** Publishes that one address may try in a minute. @default 60 */
  readonly publishesPerMinute?: number;
  /** Told of every failure that is the server's own, whose answer is 500 or 507. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * The registry as an express application.
 *
 * @throws ServerError `wrong-use` for a lake that no table could be written for.
 * @example
 * registryServer({ store: fileStore("schemas/history"), lake }).listen(4580);
 */
export function registryServer(options: RegistryServerOptions): Express {
  const { store, lake, publishToken, policy = {}, publishesPerMinute = 60, onFailure = () => {} } = options;
  const problem = lakeProblem(lake);
  if (problem) {
    throw new ServerError("wrong-use", 400, `${problem}: correct the lake (--lake, --bucket, --time-zone).`);
  }
  const app = express();
  app.disable("x-powered-by");
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: { "style-src": ["'self'", "'unsafe-inline'"], "upgrade-insecure-requests": null },
      },
    }),
  );

  app.get("/health", async (_request, response) => {
    const registry = await loadRegistry(store);
    response.json({ status: "ok", events: registry.list().length });
  });
  app.post(
    "/api/publish",
    rateLimit({
      windowMs: 60_000,
      limit: publishesPerMinute,
      standardHeaders: true,
      legacyHeaders: false,
      handler: () => {
        throw new ServerError("too-many", 429, "Too many publishes in a minute; try again in one.");
      },
    }),
    express.json({ limit: "10mb", strict: true }),
    publishRoute(store, lake, publishToken, policy),
  );
  app.use("/api", readRoutes(store, lake));
  app.use("/", pageRoutes(store, lake));

  app.use((request) => {
    throw new ServerError("not-found", 404, `There is no ${request.method} ${request.path}.`);
  });
  app.use(failures(onFailure));
  return app;
}

function failures(onFailure: (error: unknown) => void): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const { status, body } = answerTo(error);
    if (status >= 500) onFailure(error);
    if (response.headersSent) next(error);
    else response.status(status).json(body);
  };
}
