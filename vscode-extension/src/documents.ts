/** The documents the server is told of: not those of other schemes, such as the old side of a diff. */
export const DOCUMENTS = ["file", "untitled", "vscode-notebook-cell"].map(scheme => ({
  language: "python",
  scheme,
}));
