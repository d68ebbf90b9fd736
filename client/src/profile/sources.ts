// From a frame to its source in an editor: looks at the places that core/profile/sourcePath names, asks before it leaves the user's own
// folders, and remembers where a person says that sources lie (setting `profile.sourceMap`).
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { GoPlaces } from '#core/messages/profiling';
import { declaresFunction } from '#core/profile/declaresFunction';
import {
  ruleFor,
  searchSource,
  type RecordedPlace,
  type SourceCandidate,
  type SourceRoot,
  type SourceRule,
} from '#core/profile/sourcePath';
import { t } from '../translate';
import { allModules } from './goModules';

export interface SourcesParts {
  /** What the go command says; null where it cannot be asked. */
  readonly goPlaces: (folder: vscode.Uri | null) => Promise<GoPlaces | null>;
}

export interface Sources {
  /** Opens the source beside the panel; says so where there is none. `line`: 1-based; 0: not known. */
  goTo(place: RecordedPlace, line: number): Promise<void>;
  /** Whether the frame's source is this file, for certain. */
  isIn(place: RecordedPlace, file: vscode.Uri, text: () => string): Promise<boolean>;
  /** The workspace may have other modules now. */
  forget(): void;
}

interface Surroundings {
  readonly roots: readonly SourceRoot[];
  /** Of each root. */
  readonly uris: ReadonlyMap<SourceRoot, vscode.Uri>;
}

export function createSources({ goPlaces }: SourcesParts): Sources {
  let known: Promise<Surroundings> | null = null;
  const surroundings = (): Promise<Surroundings> => (known ??= lookAround(goPlaces));

  const search = async (place: RecordedPlace) => {
    const { roots, uris } = await surroundings();
    const { candidates, outside } = searchSource(place, { roots, rules: sourceRules() });
    return { outside, candidates: candidates.map(candidate => ({ candidate, uri: uriOf(candidate, uris) })) };
  };

  return {
    async goTo(place, line) {
      const { candidates, outside } = await search(place);
      for (const { candidate, uri } of candidates) {
        if (await fits(candidate, uri, place)) return show(uri, line);
      }
      // The next time may be after a module has come into the workspace.
      known = null;
      if (outside !== null && (await isFile(vscode.Uri.file(outside)))) return askOutside(place, outside, line);
      return askWhere(place, line);
    },
    async isIn(place, file, text) {
      const { candidates } = await search(place);
      const found = candidates.find(({ uri }) => uri.toString() === file.toString());
      if (!found) return false;
      return found.candidate.sure || declaresFunction(text(), place.function);
    },
    forget() {
      known = null;
    },
  };
}

async function lookAround(goPlaces: SourcesParts['goPlaces']): Promise<Surroundings> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  // The go command works on a disk: for a workspace that is on none nothing is started.
  const onDisk = folders.filter(({ scheme }) => scheme === 'file');
  const asked = folders.length > 0 && onDisk.length === 0 ? Promise.resolve(null) : goPlaces(onDisk[0] ?? null);
  const [modules, places] = await Promise.all([allModules(), asked]);
  const uris = new Map<SourceRoot, vscode.Uri>();
  // Modules first: what they say is certain.
  for (const { folder, path: module } of modules) uris.set({ kind: 'module', path: pathOf(folder), module }, folder);
  for (const folder of folders) uris.set({ kind: 'workspace', path: pathOf(folder) }, folder);
  const { goroot, moduleCache } = places ? listed(places) : usualPlaces();
  for (const folder of goroot) uris.set({ kind: 'goroot', path: slashes(folder) }, vscode.Uri.file(folder));
  for (const folder of moduleCache) uris.set({ kind: 'module-cache', path: slashes(folder) }, vscode.Uri.file(folder));
  return { roots: [...uris.keys()], uris };
}

interface Folders {
  readonly goroot: readonly string[];
  readonly moduleCache: readonly string[];
}

const listed = ({ goroot, moduleCache }: GoPlaces): Folders => ({
  goroot: goroot === '' ? [] : [goroot],
  moduleCache: moduleCache === '' ? [] : [moduleCache],
});

/** Where they mostly are. Nothing may be asked in a workspace that is not trusted; what is not there is not found. */
function usualPlaces(): Folders {
  const { GOROOT, GOMODCACHE, GOPATH } = process.env;
  const gopath = GOPATH?.split(path.delimiter)[0] ?? path.join(homedir(), 'go');
  const goroots = [GOROOT, '/usr/local/go', '/usr/lib/go', '/opt/homebrew/opt/go/libexec', 'C:\\Program Files\\Go'];
  return {
    goroot: goroots.filter(folder => folder !== undefined && folder !== '') as string[],
    moduleCache: [GOMODCACHE ?? path.join(gopath, 'pkg', 'mod')],
  };
}

/** A path on this machine as `C:/a/b` or `/a/b`; elsewhere the path of the URI. */
function pathOf(uri: vscode.Uri): string {
  return slashes(uri.scheme === 'file' ? uri.fsPath : uri.path);
}

const slashes = (folder: string): string => folder.replaceAll('\\', '/').replace(/\/+$/, '');

function uriOf({ root, path: whole }: SourceCandidate, uris: Surroundings['uris']): vscode.Uri {
  const base = root && uris.get(root);
  return root && base ? vscode.Uri.joinPath(base, whole.slice(root.path.length)) : vscode.Uri.file(whole);
}

async function fits(candidate: SourceCandidate, uri: vscode.Uri, place: RecordedPlace): Promise<boolean> {
  if (!(await isFile(uri))) return false;
  if (candidate.sure) return true;
  const text = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
  return declaresFunction(text, place.function);
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

async function show(uri: vscode.Uri, line: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const at = document.validatePosition(new vscode.Position(Math.max(0, line - 1), 0));
  // In front of the panel's own group the panel would go.
  const other = vscode.window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined)?.viewColumn;
  const viewColumn = other ?? vscode.ViewColumn.Beside;
  const editor = await vscode.window.showTextDocument(document, { viewColumn, selection: new vscode.Range(at, at) });
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function askOutside(place: RecordedPlace, file: string, line: number): Promise<void> {
  const [open, choose] = [t('Open'), t('Choose another file…')];
  const text = t('The profile names a file outside the workspace and Go’s own folders: {0}', file);
  const choice = await vscode.window.showWarningMessage(text, open, choose);
  if (choice === open) await show(vscode.Uri.file(file), line);
  if (choice === choose) await choosePlace(place, line);
}

async function askWhere(place: RecordedPlace, line: number): Promise<void> {
  if (place.file === '') {
    void vscode.window.showInformationMessage(t('The profile does not say where {0} is.', place.function));
    return;
  }
  const choose = t('Choose the file…');
  const choice = await vscode.window.showWarningMessage(t('The source was not found here: {0}', place.file), choose);
  if (choice === choose) await choosePlace(place, line);
}

/** What a person points at holds for everything in the same folder, if they say so. */
async function choosePlace(place: RecordedPlace, line: number): Promise<void> {
  const [chosen] = (await vscode.window.showOpenDialog({ canSelectMany: false, title: place.file })) ?? [];
  if (!chosen) return;
  await show(chosen, line);
  const rule = ruleFor(place.file, pathOf(chosen));
  if (!rule) return;
  const remember = t('Remember');
  const text = t('Look for everything below {0} in {1} from now on?', rule.from, rule.to);
  if ((await vscode.window.showInformationMessage(text, remember)) !== remember) return;
  const settings = vscode.workspace.getConfiguration('escapement');
  const before = settings.inspect<Record<string, string>>('profile.sourceMap')?.globalValue ?? {};
  await settings.update('profile.sourceMap', { ...before, [rule.from]: rule.to }, vscode.ConfigurationTarget.Global);
}

function sourceRules(): SourceRule[] {
  const map: unknown = vscode.workspace.getConfiguration('escapement').get('profile.sourceMap');
  if (typeof map !== 'object' || map === null) return [];
  return Object.entries(map).flatMap(([from, to]) => (typeof to === 'string' ? [{ from, to }] : []));
}
