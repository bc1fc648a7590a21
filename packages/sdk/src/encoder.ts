// What generated encoders call: small functions on the hot path, none of which throws.
// Their meaning is part of the ABI; ENCODER_ABI changes with it.
export { ENCODER_ABI } from "@tracklake/envelope";
export type {
  ContextDefinition,
  Definitions,
  Encode,
  EncodeState,
  EventDefinition,
  Explainer,
  Explainers,
  FieldShape,
  Shape,
  Violation,
} from "./definitions.js";
export { codePoints } from "./encode/code-points.js";
export { jsonText } from "./encode/json-text.js";
export { mask } from "./encode/mask.js";
export { normalise } from "./encode/normalise.js";
export { own } from "./encode/own.js";
export { quote } from "./encode/quote.js";
export { timestamp } from "./encode/timestamp.js";
export { unknownKeys } from "./encode/unknown-keys.js";
