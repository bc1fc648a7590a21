// A file system of one file that can only be read, and counts what is read of it.
import type { FileSystem } from "../../src/spool/file-system.js";
import { nodeFileSystem } from "../../src/spool/node-file-system.js";
import { systemError } from "./simulated-disk.js";

/** @param broken - Bytes that the disk does not give. */
export function memoryFile(bytes: Buffer, broken = { from: 0, to: 0 }): FileSystem & { bytesRead: number } {
  return {
    ...nodeFileSystem,
    bytesRead: 0,
    async read(_, into, position) {
      if (position < broken.to && position + into.length > broken.from) throw systemError("EIO", "a page");
      const part = bytes.subarray(position, position + into.length);
      into.set(part);
      this.bytesRead += part.length;
      return part.length;
    },
  };
}
