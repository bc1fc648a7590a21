// The entry for AWS Lambda: what a function tracked is sent before it is frozen.
export type { Flushing } from "./serverless/flush-within.js";
export { type LambdaOptions, withTracklake } from "./serverless/with-tracklake.js";
