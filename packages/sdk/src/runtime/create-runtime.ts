// How a generated client makes its tracker: versions that fit, options that make sense.
import { ENCODER_ABI } from "@tracklake/envelope";
import type { Definitions } from "../definitions.js";
import { SdkError } from "../errors.js";
import { settingsOf, type TrackerOptions } from "./options.js";
import type { Runtime } from "./runtime.js";
import { Tracker } from "./tracker.js";

/**
 * Makes the runtime of a generated client.
 *
 * @throws SdkError `abi-mismatch` or `wrong-option`.
 */
export function createRuntime(definitions: Definitions, options: TrackerOptions): Runtime {
  if (definitions.abi !== ENCODER_ABI) {
    throw new SdkError(
      "abi-mismatch",
      `the generated client has encoder ABI ${definitions.abi}, @tracklake/sdk has ${ENCODER_ABI}: run npx tracklake generate with the same version.`,
    );
  }
  return new Tracker(definitions, settingsOf(options));
}
