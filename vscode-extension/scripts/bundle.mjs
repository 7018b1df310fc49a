// How every program here is bundled: the extension, its tests, the end-to-end run.
import { build } from "esbuild";

export function bundle(entryPoints, target) {
  return build({
    entryPoints,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    legalComments: "none",
    logLevel: "warning",
    ...target,
  });
}
