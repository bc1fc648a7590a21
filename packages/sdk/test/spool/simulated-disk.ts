// A machine's disk as it behaves at its worst: a page cache over what really lasts, entries of folders that are lost
// with the power unless they were synced, full disks, I/O errors, short writes, failed fdatasyncs and flipped bits.
// Metadata is journaled in order, as ext4 and xfs do: what survives is a prefix of it, beyond what was synced.

const pageBytes = 64;

/** A file: `data` is what processes see, `lasting` what survives a power loss, `intact` what was written but never spoilt. */
export class SimulatedFile {
  data = Buffer.alloc(0);
  lasting = Buffer.alloc(0);
  intact = Buffer.alloc(0);
  readonly dirty = new Set<number>();
  constructor(
    readonly ino: bigint,
    public mtime: number,
  ) {}
}

/** A folder: `entries` as processes see them, `lasting` as they survive. */
export class SimulatedFolder {
  entries = new Map<string, SimulatedNode>();
  lasting = new Map<string, SimulatedNode>();
  constructor(
    readonly ino: bigint,
    public mtime: number,
  ) {}
}

/** What a name stands for. */
export type SimulatedNode = SimulatedFile | SimulatedFolder;

/** A failed call, as Node reports it. */
export function systemError(code: string, what = ""): Error {
  return Object.assign(new Error(`${code}: ${what}`), { code });
}

/** The disk, its journal and its clock. */
export class SimulatedDisk {
  readonly root = new SimulatedFolder(1n, 0);
  /** Milliseconds by the file system's clock. */
  now = 1_700_000_000_000;
  /** Bytes of files at most. */
  capacity = Number.POSITIVE_INFINITY;
  #inodes = 1n;
  #journal: (() => void)[] = [];

  find(path: string): SimulatedNode {
    let node: SimulatedNode = this.root;
    for (const name of path.split("/").filter(Boolean)) {
      if (!(node instanceof SimulatedFolder)) throw systemError("ENOTDIR", path);
      const next: SimulatedNode | undefined = node.entries.get(name);
      if (!next) throw systemError("ENOENT", path);
      node = next;
    }
    return node;
  }

  folder(path: string): SimulatedFolder {
    const node = this.find(path);
    if (!(node instanceof SimulatedFolder)) throw systemError("ENOTDIR", path);
    return node;
  }

  /** The folder that a path's last name is in, and that name. */
  above(path: string): [SimulatedFolder, string] {
    const at = path.lastIndexOf("/");
    return [this.folder(path.slice(0, at)), path.slice(at + 1)];
  }

  add(path: string, kind: "file" | "folder"): SimulatedNode {
    const [folder, name] = this.above(path);
    if (folder.entries.has(name)) throw systemError("EEXIST", path);
    this.#inodes++;
    const node = new (kind === "file" ? SimulatedFile : SimulatedFolder)(this.#inodes, this.now);
    this.#change(folder, name, node);
    return node;
  }

  remove(path: string, kind: "file" | "folder"): void {
    const [folder, name] = this.above(path);
    const node = folder.entries.get(name);
    if (!node) throw systemError("ENOENT", path);
    if (kind === "file" && node instanceof SimulatedFolder) throw systemError("EISDIR", path);
    if (kind === "folder" && !(node instanceof SimulatedFolder)) throw systemError("ENOTDIR", path);
    if (node instanceof SimulatedFolder && node.entries.size > 0) throw systemError("ENOTEMPTY", path);
    this.#change(folder, name, undefined);
  }

  /** Atomic, before and after a power loss. */
  rename(from: string, to: string): void {
    const [source, name] = this.above(from);
    const node = source.entries.get(name);
    if (!node) throw systemError("ENOENT", from);
    const [target, newName] = this.above(to);
    const there = target.entries.get(newName);
    if (there instanceof SimulatedFolder && there.entries.size > 0) throw systemError("ENOTEMPTY", to);
    source.entries.delete(name);
    target.entries.set(newName, node);
    source.mtime = target.mtime = this.now;
    this.#journal.push(() => {
      source.lasting.delete(name);
      target.lasting.set(newName, node);
    });
  }

  write(file: SimulatedFile, bytes: Uint8Array, position: number): number {
    if (bytes.length === 0) return 0;
    const free = this.capacity - this.used();
    const end = Math.min(position + bytes.length, Math.max(file.data.length, file.data.length + free));
    if (end <= position) throw systemError("ENOSPC");
    const part = bytes.subarray(0, end - position);
    file.data = overwritten(file.data, part, position);
    file.intact = overwritten(file.intact, part, position);
    for (let page = Math.floor(position / pageBytes); page * pageBytes < end; page++) file.dirty.add(page);
    file.mtime = this.now;
    return part.length;
  }

  truncate(file: SimulatedFile, size: number): void {
    file.data = Buffer.from(file.data.subarray(0, size));
    file.intact = Buffer.from(file.intact.subarray(0, size));
    file.dirty.add(Math.floor(size / pageBytes));
  }

  /** fdatasync: pages and size, but not the folder's entry. */
  sync(file: SimulatedFile): void {
    file.lasting = withPages(file, (page) => file.dirty.has(page), file.data.length);
    file.dirty.clear();
  }

  /** A failed fdatasync: the pages are called clean, and never reach the disk. */
  failSync(file: SimulatedFile): void {
    file.dirty.clear();
  }

  syncFolder(): void {
    for (const change of this.#journal) change();
    this.#journal = [];
  }

  /** @param random - Decides what of the unsynced survives. */
  losePower(random: () => number): void {
    for (const change of this.#journal.slice(0, Math.floor(random() * (this.#journal.length + 1)))) change();
    this.#journal = [];
    const settle = (folder: SimulatedFolder): void => {
      folder.entries = new Map(folder.lasting);
      for (const node of folder.entries.values()) {
        if (node instanceof SimulatedFolder) settle(node);
        else losePages(node, random);
      }
    };
    settle(this.root);
  }

  used(folder = this.root): number {
    let bytes = 0;
    for (const node of folder.entries.values()) {
      bytes += node instanceof SimulatedFolder ? this.used(node) : node.data.length;
    }
    return bytes;
  }

  /** Every file, by its path. */
  *files(folder = this.root, path = ""): Generator<[string, SimulatedFile]> {
    for (const [name, node] of folder.entries) {
      if (node instanceof SimulatedFolder) yield* this.files(node, `${path}/${name}`);
      else yield [`${path}/${name}`, node];
    }
  }

  #change(folder: SimulatedFolder, name: string, node: SimulatedNode | undefined): void {
    const apply = (entries: Map<string, SimulatedNode>) => (node ? entries.set(name, node) : entries.delete(name));
    apply(folder.entries);
    folder.mtime = this.now;
    this.#journal.push(() => apply(folder.lasting));
  }
}

/** Bytes with others written over them, and zeros in between. */
function overwritten(before: Buffer, bytes: Uint8Array, position: number): Buffer<ArrayBuffer> {
  const after = Buffer.alloc(Math.max(before.length, position + bytes.length));
  before.copy(after);
  after.set(bytes, position);
  return after;
}

function withPages(file: SimulatedFile, fresh: (page: number) => boolean, size: number): Buffer<ArrayBuffer> {
  const result = Buffer.alloc(size);
  for (let page = 0; page * pageBytes < size; page++) {
    const source = fresh(page) ? file.data : file.lasting;
    result.set(source.subarray(page * pageBytes, Math.min(size, (page + 1) * pageBytes)), page * pageBytes);
  }
  return result;
}

function losePages(file: SimulatedFile, random: () => number): void {
  const size = file.dirty.size > 0 && random() < 0.7 ? file.data.length : file.lasting.length;
  const share = [0, 0.5, 1][Math.floor(random() * 3)] ?? 0;
  file.data = withPages(file, (page) => file.dirty.has(page) && random() < share, size);
  file.lasting = Buffer.from(file.data);
  file.dirty.clear();
}
