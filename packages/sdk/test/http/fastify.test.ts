// Contexts and the access log with fastify.
// Fastify compiles its routes and serialisers from text, so this file runs where that is allowed (vitest.config.ts).
import { contract } from "./contract.js";
import { fastifyServer } from "./servers/fastify.js";

contract(fastifyServer);
