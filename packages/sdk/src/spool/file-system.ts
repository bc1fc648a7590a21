// The port to the disk: what the spool asks of a file system, so that tests can lose power, fill disks and flip bits.
// Calls reject with Node's errors (`code` is ENOENT, ENOSPC, EIO and so on).

/** What the spool looks at. */
export interface FileStat {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: number;
  /** Milliseconds by the file system's clock. */
  readonly mtime: number;
}

/** `create`: a new file, to write; `write`: made when missing, never truncated; `read`: must exist. */
export type OpenMode = "create" | "write" | "read";

/** A file system; a file is a number, as for the operating system. */
export interface FileSystem {
  /** Makes a folder of mode 0700 and the missing ones above it; resolves to the first that was made. */
  makePath(path: string): Promise<string | undefined>;
  /** Makes one folder of mode 0700; the one above it must exist. */
  makeFolder(path: string): Promise<void>;
  list(path: string): Promise<string[]>;
  stat(path: string): Promise<FileStat>;
  rename(from: string, to: string): Promise<void>;
  removeFile(path: string): Promise<void>;
  /** Removes an empty folder. */
  removeFolder(path: string): Promise<void>;
  /** Makes the file when it is missing, and has the file system set its mtime to now by its own clock. */
  touch(path: string): Promise<void>;
  open(path: string, mode: OpenMode): Promise<number>;
  /** Writes at a position; may write less than it was given. */
  write(file: number, buffers: readonly Uint8Array[], position: number): Promise<number>;
  /** Reads at a position; 0 at the end. */
  read(file: number, into: Uint8Array, position: number): Promise<number>;
  truncate(file: number, size: number): Promise<void>;
  /** fdatasync. */
  sync(file: number): Promise<void>;
  close(file: number): Promise<void>;
  /** Makes the entries of a folder last; does nothing where the platform has no such call. */
  syncFolder(path: string): Promise<void>;
  openNow(path: string): number;
  writeNow(file: number, bytes: Uint8Array, position: number): number;
  statNow(path: string): FileStat;
}
