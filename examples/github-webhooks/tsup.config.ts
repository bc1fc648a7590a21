// File by file, so that dist/ has the shape of src/ and imports gen/ where the sources do.
import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/**/*.ts"],
  bundle: false,
  format: ["esm"],
  target: "node20",
  platform: "node",
  clean: true,
});
