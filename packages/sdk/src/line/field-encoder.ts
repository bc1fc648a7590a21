// A tracker's own buffers for fields, and the one place where the host's getters and toJSON run.
// An event that one of these tracks is encoded into another buffer, so that neither line is broken.
import type { EncodeState, EventDefinition } from "../definitions.js";
import { FieldBuffer, REFUSED } from "../encode/field-buffer.js";

/** Fields as bytes, until the next event is encoded. */
export interface EncodedFields {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** How many of the bytes the fields are. */
  readonly length: number;
}

class Fields extends FieldBuffer implements EncodedFields {
  length = 0;
}

/** Encodes the events of one tracker. */
export class FieldEncoder {
  readonly #hash: EncodeState["hash"];
  readonly #buffers: Fields[] = [];
  #depth = 0;
  #fields: Fields;

  /** @param hash - Protects personal values, see {@link EncodeState}. */
  constructor(hash: EncodeState["hash"]) {
    this.#hash = hash;
    this.#fields = this.#buffers[0] = new Fields(hash);
  }

  /** The fields of the event that was encoded last. */
  get fields(): EncodedFields {
    return this.#fields;
  }

  /** Unknown properties, at every depth, of the event that was encoded last. */
  get unknown(): number {
    return this.#fields.unknown;
  }

  /**
   * Validates and encodes properties into {@link FieldEncoder.fields}.
   *
   * @returns Their bytes, or a number under 0: `REFUSED` (also when a getter or toJSON of the host throws; the
   * explanation meets it again and says so) or `TOO_LARGE`.
   */
  encode(event: EventDefinition, properties: unknown): number {
    const fields = this.#buffers[this.#depth] ?? this.#another();
    this.#depth++;
    let length = REFUSED;
    fields.unknown = 0;
    try {
      length = event.encodeBytes ? event.encodeBytes(properties, fields) : encodeText(event, properties, fields);
    } catch {
      // The host's own code threw: the event is refused, which the caller says.
    }
    this.#depth--;
    fields.length = Math.max(0, length);
    // The line's writer copies eight bytes at a time: what follows the fields must not make a double of no number.
    fields.view.setFloat64(fields.length, 0);
    this.#fields = fields;
    return length;
  }

  #another(): Fields {
    const fields = new Fields(this.#hash);
    this.#buffers.push(fields);
    return fields;
  }
}

function encodeText(event: EventDefinition, properties: unknown, fields: Fields): number {
  const text = event.encode(properties, fields);
  if (text === undefined) return REFUSED;
  const end = fields.open(Buffer.byteLength(text)) + fields.bytes.write(text);
  return end;
}
