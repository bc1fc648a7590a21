// Whether a document decides: valid under the one schema, not valid under the other, both by ajv.
// Without a judge on each side nothing is confirmed.
import type { ErrorObject } from "ajv";
import type { Judge } from "./judge.js";
import { shrink } from "./shrink.js";

/** Confirms counterexamples. */
export class Confirmation {
  readonly #sub: Judge | undefined;
  readonly #sup: Judge | undefined;

  constructor(sub: Judge | undefined, sup: Judge | undefined) {
    this.#sub = sub;
    this.#sup = sup;
  }

  /**
   * The document, made smaller, if it is confirmed.
   *
   * @param still What the smaller one has to show beside.
   */
  confirm(
    document: { readonly json: unknown } | undefined,
    still: (json: unknown) => boolean = () => true,
  ): { readonly json: unknown } | undefined {
    const shows = (json: unknown) =>
      this.#sub?.isValid(json) === true && this.#sup?.isValid(json) === false && still(json);
    if (!document || !shows(document.json)) return undefined;
    return { json: shrink(document.json, shows) };
  }

  /** What the outer schema says of a document. */
  errorsOf(document: unknown): readonly ErrorObject[] {
    return this.#sup?.errorsOf(document) ?? [];
  }
}
