// Whether objects can lie under an evaluated prefix: the service's limit, and what a folder on disk can be called.
// Partition keys are what a producer sent, so a part such as `..` must never leave the lake.
import { firehoseLimits } from "@tracklake/envelope";

/** What `!{firehose:error-output-type}` becomes for records that could not be sorted. */
export const PROCESSING_FAILED = "processing-failed";

/** Bytes of a folder's or a file's name, on every common file system. */
const SEGMENT_BYTES = 255;
/** Of the version, the moment and the UUID in an object's name, with their hyphens. */
const OBJECT_NAME_BYTES = 59;

/** Why objects cannot lie under an evaluated prefix: its length, or a part that no folder can be called. */
export function refusedPlace(
  { name, extension }: { readonly name: string; readonly extension: string },
  prefix: string,
): string | undefined {
  if (prefix.length > firehoseLimits.prefixCharacters)
    return `the evaluated prefix has ${prefix.length} characters; at most ${firehoseLimits.prefixCharacters} are allowed`;
  const segments = prefix.split("/");
  const last = segments.pop() ?? "";
  if (segments.some((one) => one === "" || one === "." || one === "..") || prefix.includes("\0"))
    return `the evaluated prefix ${JSON.stringify(prefix)} is no path of folders`;
  if (
    segments.some((one) => Buffer.byteLength(one) > SEGMENT_BYTES) ||
    Buffer.byteLength(last) + name.length + OBJECT_NAME_BYTES + extension.length > SEGMENT_BYTES
  )
    return "a part of the evaluated prefix is too long for a folder on disk";
  return undefined;
}
