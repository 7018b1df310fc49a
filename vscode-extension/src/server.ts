import { homedir } from "node:os";

import { type LogOutputChannel, workspace } from "vscode";
import { State } from "vscode-languageclient/node";

import { type Candidate, candidates } from "./candidates";
import { Client } from "./client";
import { coalesced } from "./coalesced";
import { describe, discover, explain, type Found } from "./discovery";
import type { Notice } from "./notice";
import { selectedInterpreters } from "./python";
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
  private client: Client | undefined;
  private mayStay = false;
  private readonly settle = coalesced(() => this.findAndLaunch(), 50);

  constructor(private readonly around: Surroundings) {}

  restart(): Promise<void> {
    this.mayStay = false;
    return this.settle();
  }

  /** Looks for the server again; one that runs stays if it is the one found. */
  reconsider(): Promise<void> {
    return this.settle();
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

  private async findAndLaunch(): Promise<void> {
    const { status } = this.around;
    const mayStay = this.mayStay;
    this.mayStay = true;
    try {
      const settings = readSettings();
      if (!settings.enable) {
        await this.stop();
        status.show({ kind: "off" });
        return;
      }
      const found = await this.find(settings);
      if (mayStay && found !== undefined && this.client?.runs(found.candidate) === true) return;
      await this.stop();
      if (found !== undefined) this.launch(found, settings);
    } catch (error) {
      this.fail(`resp-lsp could not start: ${String(error)}`);
    }
  }

  private async find(settings: Settings): Promise<Found | undefined> {
    const { log, status, home } = this.around;
    if (this.client === undefined) status.show({ kind: "starting" });
    const { found, tried } = await discover(await ways(settings, log), home);
    for (const attempt of tried) {
      if (found === undefined || !attempt.missing) log.warn(`Tried ${describe(attempt)}`);
    }
    if (found === undefined) this.fail(explain(tried));
    return found;
  }

  private launch({ candidate, version }: Found, settings: Settings): void {
    const { log, home } = this.around;
    log.info(`resp-lsp ${version} from ${candidate.source}: ${candidate.command.join(" ")}`);
    const client = new Client(candidate, settings.logLevel, home, log);
    this.client = client;
    client.onTrouble = message => {
      if (this.client === client) this.fail(message);
    };
    client.onDidChangeState(({ newState }) => {
      if (this.client === client) this.follow(newState, candidate, version);
    });
    // Not awaited: a server that never answers must not keep the next one from starting.
    client.start().catch((error: unknown) => {
      log.debug(`The start failed: ${String(error)}`);
    });
  }

  private follow(state: State, candidate: Candidate, version: string): void {
    const { status, notice } = this.around;
    switch (state) {
      case State.Starting:
        status.show({ kind: "starting" });
        break;
      case State.Running:
        notice.forget();
        status.show({
          kind: "running",
          version,
          place: workspace.asRelativePath(candidate.command[0]),
        });
        break;
      case State.StartFailed:
        this.fail(`The resp-lsp server (${candidate.command[0]}) ended before it answered`);
        break;
      case State.Stopped: // either it is started anew at once, or the client says why not
        break;
    }
  }

  private fail(reason: string): void {
    const { log, status, notice } = this.around;
    log.error(reason);
    status.show({ kind: "stopped", reason });
    notice.show(reason);
  }
}

function ways(settings: Settings, log: LogOutputChannel): Promise<Candidate[]> {
  const folders = workspace.workspaceFolders ?? [];
  return candidates({
    path: settings.path,
    interpreter: settings.interpreter,
    folders: folders.map(folder => folder.uri.fsPath),
    trusted: workspace.isTrusted,
    platform: process.platform,
    scope: { folder: folders[0]?.uri.fsPath, home: homedir(), env: process.env },
    selected: () => selectedInterpreters(folders, log),
  });
}
