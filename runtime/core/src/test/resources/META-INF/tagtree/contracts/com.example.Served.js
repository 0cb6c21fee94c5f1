// The generated module of a tree, for tests.
export const served = "served.*";
