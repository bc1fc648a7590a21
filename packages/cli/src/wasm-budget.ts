// Keeps V8 from optimising the SQL parser's WebAssembly for a command that is over in a second: Node waits at its end
// until the compiler is done, which cost a query three times the processor time of its answer.
import { setFlagsFromString } from "node:v8";

/**
 * Bytes of code that a function runs before it is worth optimising: V8 of Node 20 begins at 1.8 million, which one
 * query's reaches; a run over hundreds of queries reaches this and gains from it. A V8 without the flag warns and goes on.
 */
const BUDGET = 30_000_000;

/** Sets the budget; before the parser is loaded, which takes it over. */
export function spareWasm(): void {
  setFlagsFromString(`--wasm-tiering-budget=${BUDGET}`);
}
