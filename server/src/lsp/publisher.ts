// What analysis found, on its way to the editor: diagnostics, and a refresh of hints and lenses, once per wave and only where a person would
// see a difference.
import { CodeLensRefreshRequest, type ClientCapabilities, type Connection } from 'vscode-languageserver/node';
import type { Finding } from '#core/escape/finding';
import { hintLabel } from '#core/escape/hint';
import type { Translate } from '#core/messages/translate';
import type { Clock, Log } from '#server/analysis/ports';
import type { Documents } from './documents';
import { functionLenses } from './features/functionLens';
import type { Settings } from './settings';
import { toDiagnostic, type LocationOf } from './toProtocol';

export interface PublisherParts {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly log: Log;
  readonly clock: Clock;
  /** As they are now. */
  readonly session: () => {
    readonly settings: Settings;
    readonly capabilities: ClientCapabilities;
    readonly t: Translate;
  };
  readonly shownOf: (file: string, findings: readonly Finding[]) => readonly Finding[];
  readonly locationOf: LocationOf;
  /** The page about a finding's code; null where there is none. */
  readonly page: (finding: Finding) => string | null;
}

export interface Publisher {
  /** `version` undefined: not of a certain text, since only what is shown has changed. */
  publish(file: string, version: number | undefined, findings: readonly Finding[]): void;
  refreshHints(): void;
  refreshLenses(): void;
  close(file: string, uri: string): void;
  dispose(): void;
}

/** A refresh of all hints a little later than the first reason for it, so that a burst of results asks the editor once. */
const refreshDelay = 15;

export function createPublisher({ connection, documents, log, clock, session, ...parts }: PublisherParts): Publisher {
  const { shownOf, locationOf, page } = parts;
  const callOffs = new Set<() => void>();
  /** What hints and lenses each file shows, as text: they are refreshed only if this changes. */
  const visibleHints = new Map<string, string>();
  const visibleLenses = new Map<string, string>();

  function hintsOf(shown: readonly Finding[]): string {
    const { settings, t } = session();
    if (!settings.inlayHints) return '';
    return shown
      .map(finding => {
        const { line, character } = finding.range.end;
        return `${line}:${character}:${finding.stale}:${hintLabel(finding, t) ?? ''}`;
      })
      .join('\n');
  }

  function lensesOf(findings: readonly Finding[]): string {
    const { settings, t } = session();
    if (!settings.functionLens) return '';
    return functionLenses(findings, t)
      .map(({ range, command }) => `${range.start.line} ${command?.title}`)
      .join('\n');
  }

  function refreshIfChanged(now: string, visible: Map<string, string>, file: string, refresh: () => void): void {
    if (now === (visible.get(file) ?? '')) return;
    visible.set(file, now);
    refresh();
  }

  const refresher = (isSupported: () => boolean, refresh: () => Promise<unknown>): (() => void) => {
    let isDue = false;
    return () => {
      if (!isSupported() || isDue) return;
      isDue = true;
      const callOff = clock.after(refreshDelay, () => {
        isDue = false;
        callOffs.delete(callOff);
        refresh().catch((error: unknown) => log.warn(String(error)));
      });
      callOffs.add(callOff);
    };
  };
  const refreshHints = refresher(
    () => session().capabilities.workspace?.inlayHint?.refreshSupport === true,
    () => connection.languages.inlayHint.refresh(),
  );
  const refreshLenses = refresher(
    () => session().capabilities.workspace?.codeLens?.refreshSupport === true,
    () => connection.sendRequest(CodeLensRefreshRequest.type),
  );

  return {
    publish(file, version, findings) {
      const { settings, capabilities } = session();
      const hasPages = capabilities.textDocument?.publishDiagnostics?.codeDescriptionSupport === true;
      const shown = shownOf(file, findings);
      void connection.sendDiagnostics({
        uri: documents.uriOf(file),
        ...(version === undefined ? {} : { version }),
        diagnostics: shown.map(finding =>
          toDiagnostic(finding, settings.severity, locationOf, hasPages ? page(finding) : null),
        ),
      });
      refreshIfChanged(hintsOf(shown), visibleHints, file, refreshHints);
      refreshIfChanged(lensesOf(findings), visibleLenses, file, refreshLenses);
    },
    refreshHints,
    refreshLenses,
    close(file, uri) {
      visibleHints.delete(file);
      visibleLenses.delete(file);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
    dispose() {
      for (const callOff of callOffs) callOff();
    },
  };
}
