// Memory for lines: large blocks that are filled from front to back and used again once nobody holds a part of them.
// So many of them are kept as come and go with every batch; the rest is the garbage collector's.

/** Bytes of a slab: one line of the greatest size fits. */
export const SLAB_BYTES = 1024 * 1024;
/** Free slabs that are kept for the next lines; more are left to the garbage collector. */
const KEPT = 16;

/** A block of memory. */
export class Slab {
  readonly bytes = Buffer.from(new ArrayBuffer(SLAB_BYTES));
  /** Where the next line begins. */
  end = 0;
  #holders = 0;
  readonly #free: (slab: Slab) => void;

  /** @param free - Called when the last holder lets go. */
  constructor(free: (slab: Slab) => void) {
    this.#free = free;
  }

  hold(): void {
    this.#holders++;
  }

  release(): void {
    if (--this.#holders === 0) this.#free(this);
  }
}

/** Slabs, used again and again. */
export class SlabPool {
  readonly #free: Slab[] = [];
  readonly #release = (slab: Slab) => {
    slab.end = 0;
    if (this.#free.length < KEPT) this.#free.push(slab);
  };

  /** An empty slab, held once by the caller. */
  take(): Slab {
    const slab = this.#free.pop() ?? new Slab(this.#release);
    slab.hold();
    return slab;
  }
}
