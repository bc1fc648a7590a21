// What generated encoders call: small functions on the hot path, none of which throws.
// Their meaning is part of the ABI; ENCODER_ABI changes with it.
export { ENCODER_ABI } from "@tracklake/envelope";
export type {
  ContextDefinition,
  Definitions,
  Encode,
  EncodeBytes,
  EncodeState,
  EventDefinition,
  Explainer,
  Explainers,
  FieldShape,
  Shape,
  Violation,
} from "./definitions.js";
export { asText } from "./encode/as-text.js";
export { array, object } from "./encode/brackets.js";
export { codePoints } from "./encode/code-points.js";
export { ascii, integer, number } from "./encode/digits.js";
export { FieldBuffer, REFUSED, TOO_LARGE } from "./encode/field-buffer.js";
export { jsonText } from "./encode/json-text.js";
export { mask } from "./encode/mask.js";
export { normalise } from "./encode/normalise.js";
export { own } from "./encode/own.js";
export { erased, hashed, masked } from "./encode/protect.js";
export { quote } from "./encode/quote.js";
export { raw, text } from "./encode/text.js";
export { date, timestamp } from "./encode/timestamp.js";
export { strangers, unknownKeys } from "./encode/unknown-keys.js";
export { uuid } from "./encode/uuid.js";
export { put, type Words, words } from "./encode/words.js";
