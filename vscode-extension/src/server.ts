import { homedir } from "node:os";

import { type LogOutputChannel, workspace } from "vscode";
import { State } from "vscode-languageclient/node";

import { type Candidate, candidates } from "./candidates";
import { Client } from "./client";
import { coalesced } from "./coalesced";
import { describe, discover, explain, type Found } from "./discovery";
import type { Notice } from "./notice";
import { selectedInterpreter } from "./python";
import { readServerSettings, readSettings, SECTION, type Settings } from "./settings";
import type { Status } from "./status";

export interface Surroundings {
  readonly log: LogOutputChannel;
  readonly status: Status;
  readonly notice: Notice;
  /** Where the server is started: `python -m` would import modules of the workspace from there. */
  readonly home: string;
}

/** The server of this window: found, started, watched, ended. */
export class Server {
  readonly restart = coalesced(() => this.startAfresh(), 50);
  private client: Client | undefined;

  constructor(private readonly around: Surroundings) {}

  /** A new folder may bring the environment that was missing. */
  restartUnlessUp(): void {
    if (this.client?.isRunning() !== true) void this.restart();
  }

  sendSettings(): void {
    if (this.client?.isRunning() !== true) return;
    void this.client.sendNotification("workspace/didChangeConfiguration", {
      settings: { [SECTION]: readServerSettings() },
    });
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.around.log.debug(`The old server did not end cleanly: ${String(error)}`);
    }
  }

  private async startAfresh(): Promise<void> {
    const { log, status, notice } = this.around;
    try {
      await this.stop();
      const settings = readSettings();
      if (!settings.enable) {
        status.show({ kind: "off" });
        return;
      }
      status.show({ kind: "starting" });
      const found = await this.find(settings);
      if (found !== undefined) await this.launch(found);
    } catch (error) {
      log.error(String(error));
      status.show({ kind: "stopped", reason: String(error) });
      notice.show(`resp-lsp could not start: ${String(error)}`);
    }
  }

  private async find(settings: Settings): Promise<Found | undefined> {
    const { log, status, notice, home } = this.around;
    const { found, tried } = await discover(await ways(settings, log), home);
    for (const attempt of tried) {
      if (found === undefined || !attempt.missing) log.warn(`Tried ${describe(attempt)}`);
    }
    if (found !== undefined) return found;
    const reason = explain(tried);
    log.error(reason);
    status.show({ kind: "stopped", reason });
    notice.show(reason);
    return undefined;
  }

  private async launch({ candidate, version }: Found): Promise<void> {
    const { log, status, notice, home } = this.around;
    const command = candidate.command.join(" ");
    log.info(`Starting resp-lsp ${version} from ${candidate.source}: ${command} server`);
    const client = new Client(candidate.command, home, log, message => {
      notice.show(message);
    });
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return;
      if (newState === State.Starting) status.show({ kind: "starting" });
      if (newState === State.Running) {
        notice.forget();
        status.show({ kind: "running", version, command });
      }
      if (newState === State.Stopped || newState === State.StartFailed) {
        status.show({ kind: "stopped", reason: "The server ended; the log says more" });
      }
    });
    await client.start();
  }
}

async function ways(settings: Settings, log: LogOutputChannel): Promise<Candidate[]> {
  const folders = workspace.workspaceFolders ?? [];
  const asked = folders.length === 0 ? [undefined] : folders.map(folder => folder.uri);
  const selected = await Promise.all(asked.map(folder => selectedInterpreter(folder, log)));
  return candidates({
    path: settings.path,
    interpreter: settings.interpreter,
    folders: folders.map(folder => folder.uri.fsPath),
    selected: selected.filter(interpreter => interpreter !== undefined),
    trusted: workspace.isTrusted,
    platform: process.platform,
    scope: { folder: folders[0]?.uri.fsPath, home: homedir(), env: process.env },
  });
}
