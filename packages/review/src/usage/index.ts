// Where the project's code tracks events, and what that says of them. An entry of its own; the compiler is handed in.
export { callsAtRisk } from "./calls-at-risk.js";
export {
  type CallKind,
  type Calls,
  type CodePlace,
  type DeprecatedField,
  type EventCall,
  mentionsEvents,
  type TrackedEvent,
} from "./event-call.js";
export { type CallSearch, findCalls } from "./find-calls.js";
export { type CodeProgram, type Compiler, codeFile, codePrograms } from "./program.js";
export { beyond, ratchetText, readRatchet, shrunk, type Tolerated } from "./ratchet.js";
export { isTestFile } from "./test-file.js";
export {
  type EventUsage,
  type UsageFinding,
  type UsageReport,
  type UsageRule,
  usageReport,
  usageRules,
} from "./usage-report.js";
