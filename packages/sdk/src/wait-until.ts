// The entry for platforms with `waitUntil`: what a function tracked is sent after its answer.
export { flushAfter } from "./serverless/flush-after.js";
export type { Flushing } from "./serverless/flush-within.js";
