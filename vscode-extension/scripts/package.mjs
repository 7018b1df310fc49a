// Packages the extension; what it is given goes to vsce. It must stay small: people wait for it.
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";

const LIMIT = 400_000;

const { name, version } = JSON.parse(readFileSync("package.json", "utf8"));
const given = process.argv.slice(2);
const out = given.includes("--out") ? given[given.indexOf("--out") + 1] : `${name}-${version}.vsix`;
const options = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
const { status } = spawnSync("npx", ["vsce", "package", ...options, ...given], {
  stdio: "inherit",
});
if (status !== 0) process.exit(status ?? 1);
const { size } = statSync(out);
if (size > LIMIT) {
  console.error(`${out} has ${size} bytes, and may have ${LIMIT}`);
  process.exit(1);
}
