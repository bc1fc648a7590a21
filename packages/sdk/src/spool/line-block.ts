// Lines as they go in and come out: bytes, and where each line ends.

/** Whole lines, each ending in "\n". */
export interface LineBlock {
  readonly bytes: Uint8Array;
  /** `ends[i]` is the end (exclusive) of line i, counted from the start of `bytes`. */
  readonly ends: ArrayLike<number>;
}
