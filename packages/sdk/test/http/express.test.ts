// Contexts and the access log with express.
import { contract } from "./contract.js";
import { expressServer } from "./servers/express.js";

contract(expressServer);
