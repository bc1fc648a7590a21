// Contexts and the access log with hono.
import { contract } from "./contract.js";
import { honoServer } from "./servers/hono.js";

contract(honoServer);
