// Versions and history of event definitions: load, compare with definitions, publish, and the stores.
export { checkHistory } from "./check-history.js";
export { absentEvents, allRevisions, withDrafts } from "./drafts.js";
export { isRegistryError, RegistryError, type RegistryErrorCode, registryErrorCodes } from "./errors.js";
export { fileStore } from "./file-store.js";
export { readEntry } from "./history-entry.js";
export { memoryStore } from "./memory-store.js";
export { type EventKey, type PublishOptions, type PublishResult, publish } from "./publish.js";
export type {
  EventRevision,
  HistoryEntry,
  PublishedLake,
  RegisteredEvent,
  RegistryStore,
  Retirement,
} from "./published.js";
export { publishedLake } from "./published-lake.js";
export { type Rebase, type Renumbered, rebase } from "./rebase.js";
export { chainProblems, loadRegistry, type Registry, registryOf } from "./registry.js";
export { type FoundHistory, type StandingHistory, standingHistory } from "./repaired.js";
export { rewriteFiles } from "./rewrite-files.js";
export { type Sides, sidesOf } from "./unmerged.js";
