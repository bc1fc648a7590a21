// What events are, as redrive needs it: by name, major and revision, their checks made when first needed.
import { type FieldViolation, modelValidator } from "@tracklake/codegen";
import type { RegisteredEvent } from "@tracklake/registry";
import type { ContextModel, FieldModel } from "@tracklake/schema";
import { normalise } from "@tracklake/sdk/encoder";
import { type StoredIn, shapeOf, storedForm } from "./stored-form.js";

/** Fields in their stored form with their check. */
export interface Checked {
  readonly fields: readonly FieldModel[];
  /** Normalises a value and says what is wrong with it. */
  check(value: unknown): { readonly normalised: unknown; readonly violations: readonly FieldViolation[] };
}

/** One revision of an event. */
export interface CurrentEvent {
  readonly event: RegisteredEvent;
  /** The properties as letters hold them. */
  readonly properties: Checked;
  context(name: string): Checked | undefined;
  /** All columns of a line beside the envelope; contexts may be missing, in whole or in part. */
  readonly line: Checked;
}

/** The events of today, and what their earlier revisions were. */
export class CurrentEvents {
  readonly #events = new Map<string, CurrentEvent>();

  /** @param revisions - Every published revision, and the drafts where they may be sent. */
  constructor(revisions: readonly RegisteredEvent[]) {
    const ordered = [...revisions].sort((a, b) => a.model.major - b.model.major || a.revision - b.revision);
    for (const event of ordered) {
      const current = currentEvent(event);
      const { name, major } = event.model;
      // The last one that is set is the latest.
      for (const key of [name, `${name} ${major}`, `${name} ${major} ${event.revision}`])
        this.#events.set(key, current);
    }
  }

  /** The latest revision; of the latest major when a letter has none, since its event was unknown then. */
  latest(name: string, major: number | undefined): CurrentEvent | undefined {
    return this.#events.get(major === undefined ? name : `${name} ${major}`);
  }

  /** The revision that a line was written by, which was good when it was written; the latest when it is not known. */
  of(name: string, major: number, revision: unknown): CurrentEvent | undefined {
    return this.#events.get(`${name} ${major} ${revision}`) ?? this.latest(name, major);
  }
}

function currentEvent(event: RegisteredEvent): CurrentEvent {
  const { contexts, properties } = event.model;
  const ofContexts = new Map<string, Checked>();
  let own: Checked | undefined;
  let line: Checked | undefined;
  return {
    event,
    get properties() {
      own ??= checked(properties, "letter");
      return own;
    },
    get line() {
      const optional = contexts.flatMap(({ fields }) => fields.map((field) => ({ ...field, required: false })));
      line ??= checked([...optional, ...properties], "line");
      return line;
    },
    context(name) {
      const model = contexts.find((context: ContextModel) => context.name === name);
      if (!model) return undefined;
      const known = ofContexts.get(name) ?? checked(model.fields, "letter");
      ofContexts.set(name, known);
      return known;
    },
  };
}

function checked(fields: readonly FieldModel[], where: StoredIn): Checked {
  const stored = storedForm(fields, where);
  const shape = shapeOf(stored);
  const validate = modelValidator(stored);
  return {
    fields: stored,
    check(value) {
      const normalised = normalise(shape, value);
      return { normalised, violations: validate(normalised) };
    },
  };
}
