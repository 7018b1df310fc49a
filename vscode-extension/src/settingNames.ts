/** The settings that the server understands, by the names it gives them itself. */
export const FOR_THE_SERVER = [
  "enable",
  "select",
  "ignore",
  "extendSelect",
  "targetDjango",
  "configuration",
  "configurationPreference",
  "hints",
  "followImports",
  "fixAll",
  "previews",
  "inlayHints",
  "workspaceDiagnostics",
  "logLevel",
  "trace",
];

/** The settings that say which server is started, and whether one is. */
export const FOR_THE_START = ["enable", "path", "interpreter"];
