// Contexts and the access log with a plain node:http server.
import { contract } from "./contract.js";
import { nodeServer } from "./servers/node.js";

contract(nodeServer);
