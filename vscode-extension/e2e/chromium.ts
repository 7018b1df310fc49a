import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

import { type Browser, chromium } from "playwright-core";

/** The browser, installed from Debian's packages where it is missing and can be. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  // The workbench is to reach nothing but code-server; Chromium has no sandbox when root starts it.
  const rules = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1";
  return chromium.launch({ executablePath, args: ["--no-sandbox", rules] });
}
