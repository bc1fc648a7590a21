// Registry to code: the typed client, its encoders and explainers, JSON Schemas, as files or as a package.
export { CodegenError, type CodegenErrorCode, codegenErrorCodes, isCodegenError } from "./errors.js";
export { type FieldViolation, modelValidator } from "./explainers/model-validator.js";
export {
  type GeneratedFile,
  type GenerateOptions,
  generateClient,
  type PackageOptions,
  packageFiles,
} from "./generate.js";
export { methodName } from "./names.js";
export { isOffered } from "./offered-events.js";
export { type OutputChanges, staleFiles, writeGenerated } from "./output.js";
