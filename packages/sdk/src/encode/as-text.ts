// An encoder's fields as text: for contexts, which are encoded once for many events, and for tests.
// Buffers are taken and given back, since a getter of the host may have another context encoded meanwhile.
import type { Encode, EncodeBytes } from "../definitions.js";
import { FieldBuffer } from "./field-buffer.js";

const idle: FieldBuffer[] = [];

/** The encoder that gives as text what `encode` writes as bytes. */
export function asText(encode: EncodeBytes): Encode {
  return (value, state) => {
    const out = idle.pop() ?? new FieldBuffer();
    out.unknown = 0;
    out.hash = (personal) => state.hash(personal);
    try {
      const end = encode(value, out);
      state.unknown += out.unknown;
      return end < 0 ? undefined : out.bytes.toString("utf8", 0, end);
    } finally {
      idle.push(out);
    }
  };
}
