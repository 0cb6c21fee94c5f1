// SPDX-License-Identifier: Apache-2.0
// Stands where the processor puts an application's contract, to show that it is served.
export const sample = "dev.tagtree.it.wire.Sample";
