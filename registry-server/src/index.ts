// The HTTP registry and the catalogue in the browser, as an express application.
export { isServerError, ServerError, type ServerErrorCode, serverErrorCodes } from "./errors.js";
export type { RegistryLake } from "./lake.js";
export { type RegistryServerOptions, registryServer } from "./server.js";
