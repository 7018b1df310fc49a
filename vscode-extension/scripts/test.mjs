// Bundles the unit tests and runs them with Node's own runner.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.mjs";

const outdir = join("dist", "test");
rmSync(outdir, { recursive: true, force: true });
const tests = readdirSync("test").map(name => join("test", name));
await bundle(tests, { outdir, sourcemap: "inline" });

const files = readdirSync(outdir).map(name => join(outdir, name));
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
