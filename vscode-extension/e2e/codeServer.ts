import { spawn } from "node:child_process";
import { mkdirSync, openSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import * as path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import type { Installed } from "./install";
import { run } from "./programs";
import { until } from "./until";

/** A running code-server with extensions installed. */
export interface CodeServer {
  readonly url: string;
  /** Where it keeps what it writes: settings, logs, the extensions' storage. */
  readonly data: string;
  stop(): Promise<void>;
}

/** How a code-server is to be. */
export interface Profile {
  readonly root: string;
  readonly extensions: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether it asks if the workspace is to be trusted. */
  readonly asksForTrust: boolean;
}

/** Starts code-server on a free port, with everything it writes under the profile's root. */
export async function startCodeServer(
  { node, entry }: Installed,
  { root, extensions, env, asksForTrust }: Profile,
): Promise<CodeServer> {
  const data = path.join(root, "data");
  mkdirSync(path.join(data, "User"), { recursive: true });
  writeFileSync(path.join(data, "User", "settings.json"), JSON.stringify(USER_SETTINGS, null, 2));
  const folders = ["--user-data-dir", data, "--extensions-dir", path.join(root, "extensions")];
  const surroundings = {
    PATH: process.env["PATH"],
    HOME: root,
    LANG: "C.UTF-8",
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...env,
  };
  const log = openSync(path.join(root, "code-server.log"), "a");
  const installing = extensions.flatMap(vsix => ["--install-extension", vsix]);
  await run(node, [entry, ...folders, ...installing], {
    env: surroundings,
    stdio: ["ignore", log, log],
  });
  const port = await freePort();
  const address = ["--bind-addr", `127.0.0.1:${String(port)}`];
  const trust = asksForTrust ? [] : ["--disable-workspace-trust"];
  const server = spawn(node, [entry, ...address, ...QUIET, ...trust, ...folders], {
    env: surroundings,
    stdio: ["ignore", log, log],
    detached: true, // a process group of its own, so that it ends with all its children
  });
  const group = server.pid;
  if (group === undefined) throw new Error("code-server could not be started");
  const url = `http://127.0.0.1:${String(port)}`;
  const stop = (): Promise<void> => endGroup(group);
  try {
    await until("code-server answers", async () => (await fetch(`${url}/healthz`)).ok);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, data, stop };
}

async function endGroup(group: number): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    for (let tries = 0; tries < 50; tries += 1) {
      try {
        process.kill(-group, tries === 0 ? signal : 0);
      } catch {
        return; // no process of the group is left
      }
      await pause(100);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

const QUIET = [
  ...["--auth", "none"],
  "--disable-telemetry",
  "--disable-update-check",
  "--disable-getting-started-override",
];

const USER_SETTINGS = {
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "security.workspace.trust.startupPrompt": "always",
};
