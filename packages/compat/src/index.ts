// The difference of two models of an event, as data.
export { type Change, type ChangeKind, changeKinds } from "./change.js";
export { diffEvents } from "./diff-events.js";
export { typeText } from "./type-changes.js";
