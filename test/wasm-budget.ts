// Before each test file that knows SQL: its parser is optimised no sooner than in a process of the command.
import { spareWasm } from "../packages/cli/src/wasm-budget.js";

spareWasm();
