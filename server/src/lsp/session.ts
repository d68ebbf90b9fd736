// One editor's session: its life, its settings, and what it says of documents; what analysis finds goes to the editor. What the editor
// asks is in answers.ts. Handlers look up, call core, convert; they decide nothing.
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { isPoolCode, type Finding, type PoolCode } from '#core/escape/finding';
import { isShown, type ShowOptions } from '#core/escape/shown';
import { isMeasuredParams, measuredNotification } from '#core/messages/profiling';
import { benchmarkCommand, statusNotification, toggleCommand, trustNotification } from '#core/messages/protocol';
import type { Translate } from '#core/messages/translate';
import type { BenchmarkParts, Benchmarks } from '#server/analysis/benchmarks';
import type { LiveAnalysis, LiveParts, LiveSettings } from '#server/analysis/live';
import type { LiveLayoutParts, LiveLayouts } from '#server/analysis/liveLayouts';
import type { Clock, Log } from '#server/analysis/ports';
import type { RefactoringParts } from '#server/analysis/refactor/refactoring';
import type { Refactorings } from '#server/analysis/refactor/refactorings';
import { answerEditor, type Engines } from './answers';
import { createDocuments, fileOf } from './documents';
import { codeActionSupport, type CodeActionParts } from './features/codeActions';
import { createMeasuredLines } from './measured';
import { createProblemTeller } from './problemTeller';
import { answerProfiling, type ProfilingPorts } from './profiling';
import { createPublisher } from './publisher';
import { runSafely } from './runSafely';
import { readSettings, type Settings } from './settings';
import { statusParams } from './status';
import { createToggles } from './toggles';
import type { LocationOf } from './toProtocol';

export interface SessionParts {
  readonly connection: Connection;
  readonly log: Log;
  readonly clock: Clock;
  readonly version: string;
  /** The URI of the page about a code. */
  readonly pageOf: (code: PoolCode, locale: string) => string;
  /** Phrases in the language that the editor speaks (`locale` of initialize). */
  readonly translateTo: (locale: string) => Translate;
  readonly createAnalysis: (
    parts: Pick<LiveParts, 'publish' | 'showStatus' | 't'>,
    settings: LiveSettings,
  ) => Promise<LiveAnalysis>;
  /** Asked for after `createAnalysis`. */
  readonly createRefactorings: (
    parts: Pick<RefactoringParts, 't' | 'settings' | 'openTexts' | 'findings'>,
  ) => Refactorings;
  /** Asked for after `createAnalysis`. */
  readonly createBenchmarks: (parts: Pick<BenchmarkParts, 't' | 'settings' | 'openTexts'>) => Benchmarks;
  readonly createLayouts: (parts: Pick<LiveLayoutParts, 'settings' | 'openTexts' | 'onMeasured'>) => LiveLayouts;
  readonly setTrusted: (trusted: boolean) => void;
  readonly profiling: ProfilingPorts;
}

export function startSession(parts: SessionParts): void {
  const { connection, log, clock } = parts;
  const documents = createDocuments();
  let settings: Settings = readSettings(undefined).settings;
  let locale = 'en';
  let t = parts.translateTo(locale);
  /** Analysis needs the grammar, which is loaded once; what the editor says before waits here, in order. */
  let engines: Engines | null = null;
  let waiting: ((engines: Engines) => void)[] = [];
  let capabilities: InitializeParams['capabilities'] = {};
  /** An editor that gave no settings at the start is asked for them. */
  let hasOptions = false;
  let takesProfiles = false;
  let showsLayouts = false;

  const whenLive = (act: (engines: Engines) => void): void => {
    if (engines) act(engines);
    else waiting.push(act);
  };
  const toggles = createToggles();
  const measured = createMeasuredLines(fileOf);
  /** What is shown of a file: by the settings, and by the commands that show more of it. */
  const showFor = (file: string): ShowOptions => {
    const { codes, allocations } = settings.show;
    return { codes: new Set([...codes, ...toggles.codesFor(file)]), allocations };
  };
  const shownOf = (file: string, findings: readonly Finding[]): Finding[] => {
    const show = showFor(file);
    return findings.filter(finding => isShown(finding, show));
  };

  // ---- what analysis says ----

  const locationOf: LocationOf = (file, line, column) => {
    // In a file that is not open the column is taken as it is: exact where only ASCII stands before it.
    const character = documents.linesOf(file)?.characterOfColumn(line - 1, column) ?? Math.max(0, column - 1);
    const at = { line: line - 1, character };
    return { uri: documents.uriOf(file), range: { start: at, end: at } };
  };
  /** The page about a finding's code, in the editor's language. */
  const page = ({ code }: Finding): string | null => (isPoolCode(code) ? parts.pageOf(code, locale) : null);
  const link = (file: string, line: number, column: number): string => {
    const { character } = locationOf(file, line, column).range.start;
    return `${URI.file(file).toString()}#L${line},${character + 1}`;
  };
  const { publish, refreshHints, refreshLenses, ...publisher } = createPublisher({
    connection,
    documents,
    log,
    clock,
    session: () => ({ settings, capabilities, t }),
    shownOf,
    locationOf,
    page,
  });
  const problems = createProblemTeller(log, text => void connection.window.showWarningMessage(`Escapement: ${text}`));

  // ---- settings ----

  function configure(section: unknown): void {
    const read = readSettings(section);
    settings = read.settings;
    for (const problem of read.problems) log.warn(problem);
    applySettings();
  }

  function applySettings(): void {
    whenLive(({ live }) => {
      live.configure({ ...settings.live, codes: [...new Set([...settings.live.codes, ...toggles.all()])] });
      for (const document of documents.all()) {
        const file = fileOf(document.uri);
        if (file !== null) publish(file, undefined, live.findings(file));
      }
    });
  }

  const canPull = (): boolean => capabilities.workspace?.configuration === true;
  const pull = async (): Promise<void> => configure(await connection.workspace.getConfiguration('escapement'));

  // ---- its life ----

  const openTexts = (): ReadonlyMap<string, string> =>
    new Map([...documents.all()].map(document => [fileOf(document.uri) ?? '', document.getText()] as const));

  function createActionParts(live: LiveAnalysis): CodeActionParts {
    const refactorings = parts.createRefactorings({
      t,
      settings: () => ({ go: settings.live.go, goarch: settings.layout.goarch, poolPut: settings.poolPut }),
      openTexts,
      findings: file => live.findings(file),
    });
    const openOf: CodeActionParts['openOf'] = file => {
      const document = documents.get(file);
      return document && { file, text: document.getText(), version: document.version };
    };
    return {
      refactorings,
      support: codeActionSupport(capabilities),
      t,
      documentOf: uri => {
        const file = fileOf(uri);
        return file === null ? null : openOf(file);
      },
      uriOf: documents.uriOf,
      openOf,
      tell: text => connection.window.showInformationMessage(`Escapement: ${text}`),
    };
  }

  async function createEngines(): Promise<Engines> {
    const live = await parts.createAnalysis(
      {
        t,
        publish,
        showStatus: (file, status) => {
          if (status.kind === 'problem') problems.tell(status.problem, file, t);
          else if (status.kind === 'idle') problems.forget();
          void connection.sendNotification(statusNotification, statusParams(documents.uriOf(file), status, t));
        },
      },
      settings.live,
    );
    return {
      live,
      actions: createActionParts(live),
      benchmarks: parts.createBenchmarks({ t, settings: () => settings.live.go, openTexts }),
      layouts: parts.createLayouts({
        settings: () => ({ go: settings.live.go, goarch: settings.layout.goarch }),
        openTexts,
        onMeasured: refreshLenses,
      }),
    };
  }

  connection.onInitialize(async (params): Promise<InitializeResult> => {
    capabilities = params.capabilities;
    locale = params.locale ?? 'en';
    t = parts.translateTo(locale);
    const options: unknown = params.initializationOptions;
    hasOptions = typeof options === 'object' && options !== null;
    const own = {
      trusted: undefined,
      takesProfiles: undefined,
      showsLayouts: undefined,
      ...(typeof options === 'object' ? options : {}),
    };
    parts.setTrusted(own.trusted !== false);
    takesProfiles = own.takesProfiles === true;
    showsLayouts = own.showsLayouts === true;
    const read = readSettings(options);
    settings = read.settings;
    for (const problem of read.problems) log.warn(problem);
    engines = await createEngines();
    for (const act of waiting) act(engines);
    waiting = [];
    return {
      serverInfo: { name: 'escapement', version: parts.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        inlayHintProvider: { resolveProvider: true },
        codeLensProvider: {},
        codeActionProvider: { codeActionKinds: [...engines.actions.refactorings.kinds], resolveProvider: true },
        executeCommandProvider: { commands: [toggleCommand, benchmarkCommand] },
      },
    };
  });

  connection.onInitialized(async () => {
    const { workspace } = capabilities;
    if (!hasOptions && canPull()) await pull();
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = ['**/*.go', '**/go.mod', '**/go.sum', '**/go.work'].map(globPattern => ({ globPattern }));
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (workspace?.didChangeConfiguration?.dynamicRegistration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'escapement' });
    }
  });

  connection.onShutdown(() => {
    publisher.dispose();
    engines?.live.dispose();
    engines?.layouts.dispose();
  });

  // ---- what the editor says ----

  connection.onDidChangeConfiguration(async params => {
    await runSafely({ log, name: 'didChangeConfiguration', fallback: undefined }, async () => {
      const pushed: unknown = params.settings;
      if (typeof pushed === 'object' && pushed !== null && 'escapement' in pushed) configure(pushed.escapement);
      else if (canPull()) await pull();
    });
  });

  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) =>
    whenLive(({ live }) => {
      const opened = uri.endsWith('.go') ? documents.open(uri, version, text) : null;
      if (opened) live.open(opened.file, version, text);
    }),
  );
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
    whenLive(({ live }) => {
      const changed = documents.change(uri, version, contentChanges);
      if (changed) live.change(changed.file, version, changed.text, changed.changes);
    }),
  );
  connection.onDidSaveTextDocument(({ textDocument }) =>
    whenLive(({ live }) => {
      const file = fileOf(textDocument.uri);
      if (file !== null) live.save(file);
    }),
  );
  connection.onDidCloseTextDocument(({ textDocument }) =>
    whenLive(({ live, layouts }) => {
      const closed = documents.close(textDocument.uri);
      if (!closed) return;
      live.close(closed.file);
      layouts.close(closed.file);
      publisher.close(closed.file, textDocument.uri);
    }),
  );
  connection.onDidChangeWatchedFiles(({ changes }) =>
    whenLive(({ live, layouts }) => {
      const files = changes.flatMap(({ uri }) => fileOf(uri) ?? []);
      // What is open is known from the editor, saved or not.
      if (files.some(file => documents.get(file) === null)) layouts.forget();
      live.changedOnDisk(files);
    }),
  );

  connection.onNotification(trustNotification, ({ trusted }) => {
    parts.setTrusted(trusted);
    if (!trusted) return;
    engines?.layouts.forget();
    engines?.live.analyseAll();
  });
  connection.onNotification(measuredNotification, (params: unknown) => {
    if (!isMeasuredParams(params)) return;
    measured.take(params);
    refreshHints();
  });

  // ---- what the editor asks ----

  answerEditor({
    connection,
    log,
    documents,
    engines: () => engines,
    session: () => ({ settings, t, takesProfiles, showsLayouts }),
    shown: file => shownOf(file, engines?.live.findings(file) ?? []),
    hoverLinks: { link, page, measured: ({ file, line }) => measured.at(file, line) },
    refreshLenses,
    toggle(file, params) {
      const isShownNow = toggles.toggle(file, params);
      applySettings();
      return isShownNow;
    },
  });
  answerProfiling({ connection, log, ports: parts.profiling, t: () => t, settings: () => settings.live.go });
  connection.listen();
}
