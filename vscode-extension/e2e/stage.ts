import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";

import type { Browser, BrowserContext } from "playwright-core";

import { launchBrowser } from "./chromium";
import { type CodeServer, startCodeServer } from "./codeServer";
import { hostErrors } from "./hostLog";
import type { Installed } from "./install";
import { Project } from "./project";
import { serverPython, wheels } from "./pythons";
import { type Place, Workbench } from "./workbench";

/** What one scenario gets: a project, and windows on it. */
export interface Stage {
  readonly project: Project;
  /** An interpreter that has the server. */
  readonly python: string;
  /** The window that scenarios share, on a project of its own whose two findings are shown. */
  readonly checked: () => Promise<Checked>;
  /** Opens the project, or another place, in the profile that most scenarios share. */
  readonly open: (place?: Place) => Promise<Workbench>;
  /**
   * Opens it in a profile where nothing but the extension was ever installed. The package index is
   * out of reach there, and at first there are no wheels either.
   */
  readonly openAfresh: () => Promise<Workbench>;
  readonly supplyWheels: () => Promise<void>;
  /** Where the extension keeps what is its own in that profile. */
  readonly freshStorage: () => Promise<string>;
  /** Runs the tests that are themselves an extension, on the project. */
  readonly runInHost: () => Promise<void>;
}

export interface Checked {
  readonly window: Workbench;
  readonly project: Project;
}

export type Scenario = (stage: Stage) => Promise<void>;

export interface Extensions {
  readonly ours: string;
  /** Stand-ins for those it works with. */
  readonly partners: readonly string[];
}

/** The browser and the servers of one run, started when they are first needed. */
export class Theatre {
  readonly python = serverPython();
  private readonly servers = new Map<string, CodeServer>();
  private context: BrowserContext | undefined;
  private browser: Browser | undefined;
  /** Those of the scenario that is on. */
  private windows: Workbench[] = [];
  private kept: Checked | undefined;
  private readonly told = new Set<string>();

  constructor(
    private readonly installed: Installed,
    private readonly cache: string,
    private readonly root: string,
    private readonly shots: string,
    private readonly extensions: Extensions,
  ) {}

  stage(): Stage {
    const project = new Project(this.root);
    return {
      project,
      python: this.python,
      checked: () => this.checked(),
      open: async place => this.open(await this.shared(), place ?? project),
      openAfresh: async () => this.open(await this.fresh(), project),
      supplyWheels: async () => {
        const folder = await wheels(this.cache);
        if (!existsSync(this.wheels)) symlinkSync(folder, this.wheels);
      },
      freshStorage: async () =>
        path.join((await this.fresh()).data, "User", "globalStorage", "resp-lsp.resp-lsp"),
      runInHost: async () => {
        const { folder, file } = project;
        const window = await this.open(await this.shared(), { folder, file, tests: HOST_TESTS });
        await window.testsEnd();
      },
    };
  }

  /** Ends a scenario: what its windows show is kept as pictures, and what went wrong is told. */
  async strike(name: string, isGood: boolean): Promise<string[]> {
    const found = this.windows.flatMap(window => window.errors.splice(0));
    for (const window of this.windows) {
      await window.shot(name);
      const isToStay = isGood && window === this.kept?.window;
      if (!isToStay) await window.close();
    }
    this.windows = [];
    if (!isGood) this.kept = undefined;
    found.push(...[...this.servers.values()].flatMap(({ data }) => hostErrors(data)));
    const news = found.filter(error => !this.told.has(error));
    for (const error of news) this.told.add(error);
    return news;
  }

  private async checked(): Promise<Checked> {
    if (this.kept === undefined) {
      const project = new Project(this.root);
      project.addEnvironment(this.python);
      this.kept = { project, window: await this.open(await this.shared(), project) };
    } else {
      const { window, project } = this.kept;
      this.windows.push(window);
      await window.closeEditors();
      project.restore();
      await window.openFile(path.basename(project.file));
    }
    await this.kept.window.showsFindings(2);
    return this.kept;
  }

  private async open({ url }: CodeServer, place: Place): Promise<Workbench> {
    const window = await Workbench.open(await this.newContext(), url, place, this.shots);
    this.windows.push(window);
    return window;
  }

  async close(): Promise<void> {
    await this.browser?.close();
    await Promise.all([...this.servers.values()].map(server => server.stop()));
  }

  shared(): Promise<CodeServer> {
    const { ours, partners } = this.extensions;
    return this.server("shared", [ours, ...partners], {}, false);
  }

  private async fresh(): Promise<CodeServer> {
    const offline = {
      PIP_INDEX_URL: "http://127.0.0.1:9/", // where nobody listens
      PIP_RETRIES: "1",
      PIP_FIND_LINKS: this.wheels,
    };
    return this.server("fresh", [this.extensions.ours], offline, true);
  }

  private async server(
    name: string,
    extensions: readonly string[],
    env: Readonly<Record<string, string>>,
    asksForTrust: boolean,
  ): Promise<CodeServer> {
    const known = this.servers.get(name);
    if (known !== undefined) return known;
    const root = path.join(this.root, name);
    mkdirSync(root);
    const server = await startCodeServer(this.installed, { root, extensions, env, asksForTrust });
    this.servers.set(name, server);
    return server;
  }

  private get wheels(): string {
    return path.join(this.root, "wheels");
  }

  /** One for all, so that it need not load the workbench anew. */
  async newContext(): Promise<BrowserContext> {
    this.browser ??= await launchBrowser();
    this.context ??= await this.browser.newContext({ viewport: { width: 1280, height: 800 } });
    return this.context;
  }
}

const HOST_TESTS = path.resolve("dist", "e2e", "hostTests.js");
