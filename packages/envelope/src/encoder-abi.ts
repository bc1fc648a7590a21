// The number of the contract between generated encoders and the SDK's runtime.
// It changes when either could no longer work with the other; the client checks it when it is made.

/** The encoder ABI of this version. */
export const ENCODER_ABI = 3;
