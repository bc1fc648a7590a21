// The runtime that generated clients stand on: make a tracker, track, flush, close, count.
export { type CloseOnSignalOptions, closeOnSignal } from "./close-on-signal.js";
export type { Counts } from "./counts.js";
export type { DeadLetter, DeadLetterReason, DeadLetters } from "./dead-letters/dead-letters.js";
export { type FileDeadLettersOptions, fileDeadLetters } from "./dead-letters/file.js";
export { type MemoryDeadLetters, memoryDeadLetters } from "./dead-letters/memory.js";
export { decimal } from "./decimal.js";
export type { Definitions, Violation } from "./definitions.js";
export { isSdkError, SdkError, type SdkErrorCode, sdkErrorCodes } from "./errors.js";
export { type Line, linesOf } from "./line/lines-of.js";
export type { Health } from "./metrics/health.js";
export type { Metrics } from "./metrics/metrics.js";
export type { Level, Outcome, Receipt } from "./receipt.js";
export type { ContextValues } from "./runtime/contexts.js";
export { createRuntime } from "./runtime/create-runtime.js";
export type { Durability, Logger, Mode, SpoolSettings, TrackerOptions } from "./runtime/options.js";
export { type PiiKey, type PiiOptions, personalHashes } from "./runtime/pii.js";
export type { Runtime } from "./runtime/runtime.js";
export type { ViolationReport } from "./runtime/violations.js";
export {
  type FailureKind,
  type OutgoingRecord,
  type RecordResult,
  SendFailure,
  type Sink,
  type SinkLimits,
} from "./sink.js";
