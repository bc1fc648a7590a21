// The formats that `check` and `review` print in.
import { Option } from "commander";

/** The option `--format`. */
export function reportFormats(description: string): Option {
  return new Option("--format <format>", description)
    .choices(["text", "json", "markdown", "sarif", "junit", "github"])
    .default("text");
}
