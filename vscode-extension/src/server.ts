import { homedir } from "node:os";
import { setTimeout as pause } from "node:timers/promises";

import { type CancellationToken, commands, type Disposable, EventEmitter, workspace } from "vscode";
import { State } from "vscode-languageclient/node";

import { type Candidate, candidates } from "./candidates";
import { Client } from "./client";
import { coalesced } from "./coalesced";
import { describe, discover, explain, type Found } from "./discovery";
import type { Logs } from "./logs";
import type { ManagedEnvironment } from "./managedEnvironment";
import type { Notice } from "./notice";
import { selectedInterpreters } from "./python";
import { readSettings, type Settings } from "./settings";
import type { Status } from "./status";

export interface Surroundings {
  readonly logs: Logs;
  readonly status: Status;
  readonly notice: Notice;
  readonly managed: ManagedEnvironment;
  /** Where the server is started: `python -m` would import modules of the workspace from there. */
  readonly home: string;
}

/** The server of this window: found, started, watched, ended. */
export class Server implements Disposable {
  private client: Client | undefined;
  private starting: Promise<void> = Promise.resolve();
  private mayStay = false;
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly settle = coalesced(() => this.findAndLaunch(), 50);
  private readonly checked = new EventEmitter<void>();
  /** Something was checked, or a server is there that can be asked. */
  readonly onDidCheck = this.checked.event;

  constructor(private readonly around: Surroundings) {}

  /** The client of a server that runs. */
  get running(): Client | undefined {
    return this.client?.isRunning() === true ? this.client : undefined;
  }

  /** The program that was started, be it an interpreter or resp-lsp itself. */
  get program(): string | undefined {
    return this.client?.program;
  }

  /** Sends a request. It throws what a person can be told. */
  async ask<T>(method: string, params: unknown, token?: CancellationToken): Promise<T> {
    if (this.running === undefined) throw new Error("the server does not run");
    // An undefined token would be taken for a second parameter.
    const tokens = token === undefined ? [] : [token];
    return this.running.sendRequest<T>(method, params, ...tokens);
  }

  /** Has the server do one of its commands. */
  execute<T>(command: string, ...given: readonly string[]): Promise<T> {
    return this.ask<T>("workspace/executeCommand", { command, arguments: given });
  }

  restart(): Promise<void> {
    this.mayStay = false;
    return this.settle();
  }

  /** Does work that no server may run beside, then starts one. */
  restartAfter<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.waiting.push(() => work().then(resolve, reject));
      void this.restart();
    });
  }

  /** Looks for the server again; one that runs stays if it is the one found. */
  reconsider(): Promise<void> {
    return this.settle();
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.tellWhetherItRuns(false);
    try {
      // One disposed of while it starts would go on, and leave its commands to the next.
      await Promise.race([this.starting, pause(PATIENCE, undefined, { ref: false })]);
      await client?.dispose();
    } catch (error) {
      this.around.logs.own.debug(`The old server did not end cleanly: ${String(error)}`);
    }
  }

  dispose(): void {
    this.checked.dispose();
  }

  private async findAndLaunch(): Promise<void> {
    const { status } = this.around;
    const mayStay = this.mayStay;
    this.mayStay = true;
    try {
      for (const work of this.waiting.splice(0)) {
        await this.stop();
        await work();
      }
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
    const { logs, status, home } = this.around;
    if (this.client === undefined) status.show({ kind: "starting" });
    const { found, tried } = await discover(await this.ways(settings), home);
    for (const attempt of tried) {
      if (found === undefined || !attempt.missing) logs.own.warn(`Tried ${describe(attempt)}`);
    }
    if (found === undefined) {
      const { text, isAbsence } = explain(tried);
      this.fail(text, isAbsence);
    }
    return found;
  }

  private ways({ path, interpreter }: Settings): Promise<Candidate[]> {
    const { logs, managed } = this.around;
    const folders = workspace.workspaceFolders ?? [];
    return candidates({
      path,
      interpreter,
      folders: folders.map(folder => folder.uri.fsPath),
      trusted: workspace.isTrusted,
      platform: process.platform,
      scope: { folder: folders[0]?.uri.fsPath, home: homedir(), env: process.env },
      selected: () => selectedInterpreters(folders, logs.own),
      managed: managed.interpreter,
    });
  }

  private launch({ candidate, version }: Found, settings: Settings): void {
    const { logs, home } = this.around;
    logs.own.info(`resp-lsp ${version} from ${candidate.source}: ${candidate.command.join(" ")}`);
    const client = new Client(candidate, settings.logLevel, home, logs, () => {
      this.checked.fire();
    });
    this.client = client;
    client.onTrouble = message => {
      if (this.client === client) this.fail(message);
    };
    client.onDidChangeState(({ newState }) => {
      if (this.client === client) this.follow(newState, candidate, version);
    });
    // Not awaited: a server that never answers must not keep the next one from starting.
    this.starting = client.start().catch((error: unknown) => {
      logs.own.debug(`The start failed: ${String(error)}`);
    });
  }

  private follow(state: State, candidate: Candidate, version: string): void {
    const { status, notice } = this.around;
    const place = workspace.asRelativePath(candidate.command[0]);
    this.tellWhetherItRuns(state === State.Running);
    switch (state) {
      case State.Starting:
        status.show({ kind: "starting" });
        break;
      case State.Running:
        notice.forget();
        status.show({ kind: "running", version, place });
        this.checked.fire();
        break;
      case State.StartFailed:
        this.fail(`The resp-lsp server (${candidate.command[0]}) ended before it answered`);
        break;
      case State.Stopped: // either it is started anew at once, or the client says why not
        break;
    }
  }

  /** For the `when` clauses of the manifest. */
  private tellWhetherItRuns(runs: boolean): void {
    void commands.executeCommand("setContext", "resp-lsp.runs", runs);
  }

  private fail(reason: string, isAbsence = false): void {
    const { logs, status, notice } = this.around;
    logs.own.error(reason);
    status.show({ kind: isAbsence ? "absent" : "stopped", reason });
    notice.show(reason, isAbsence);
  }
}

/** How long a server that is to end may take to start, in milliseconds. */
const PATIENCE = 5000;
